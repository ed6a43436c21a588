// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.List;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** Reads the meters of one bus. */
final class MbusDriver implements ByteDriver {
  MbusDriver(List<MbusOptions> meters) {}

  @Override
  public LineSettings settings() {
    return MbusExchange.line(MbusOptions.USUAL_BAUD);
  }

  @Override
  public Duration normalSilence() {
    return Duration.ofMinutes(11);
  }

  @Override
  public Duration usualInterval() {
    return Duration.ofMinutes(5);
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {}
}
