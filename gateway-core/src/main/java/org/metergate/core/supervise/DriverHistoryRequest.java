// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** A job as its driver sees it. */
final class DriverHistoryRequest implements HistoryRequest {
  private final HistoryJob job;
  private final GatewaySession.Shared shared;
  private long records;

  DriverHistoryRequest(HistoryJob job, GatewaySession.Shared shared) {
    this.job = job;
    this.shared = shared;
  }

  @Override
  public String meter() {
    return job.meter();
  }

  @Override
  public HistoryStep step() {
    return job.step();
  }

  @Override
  public LocalDateTime from() {
    return job.from();
  }

  @Override
  public LocalDateTime to() {
    return job.to();
  }

  @Override
  public void record(String identifier, MeterTime recordTime, List<Measurement> measurements) {
    records++;
    job.record(
        GatewayMeterSession.ownReading(
            new Reading(
                MeterRef.of(job.meter(), identifier),
                records,
                Origin.HISTORY,
                shared.time().now(),
                Optional.of(recordTime),
                measurements)));
  }

  @Override
  public boolean isWithdrawn() {
    return job.isWithdrawn();
  }

  @Override
  public void remark(Finding finding) {
    job.remark(shared.naming().apply(finding));
  }

  @Override
  public void done() {
    job.done();
  }

  @Override
  public void failed(Finding why) {
    job.failed(shared.naming().apply(why));
  }
}
