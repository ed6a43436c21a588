// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.LocalDateTime;
import java.util.function.UnaryOperator;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Reading;

/** A request whose remarks are renamed like the other findings of its driver. */
record NamedRequest(HistoryRequest request, UnaryOperator<Finding> naming)
    implements HistoryRequest {
  @Override
  public String meter() {
    return request.meter();
  }

  @Override
  public HistoryStep step() {
    return request.step();
  }

  @Override
  public LocalDateTime from() {
    return request.from();
  }

  @Override
  public LocalDateTime to() {
    return request.to();
  }

  @Override
  public void record(Reading record) {
    request.record(record);
  }

  @Override
  public void remark(Finding finding) {
    request.remark(naming.apply(finding));
  }

  @Override
  public void done() {
    request.done();
  }

  @Override
  public void failed(Finding reason) {
    request.failed(naming.apply(reason));
  }
}
