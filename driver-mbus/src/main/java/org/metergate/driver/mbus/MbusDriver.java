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
  private static final Duration LATE = Duration.ofMinutes(1);

  private final String first;
  private final Duration interval;
  private final BusReader bus;

  MbusDriver(List<MbusOptions> meters) {
    first = meters.get(0).name();
    interval = meters.stream().map(MbusOptions::interval).max(Duration::compareTo).orElseThrow();
    bus = new BusReader(meters);
  }

  @Override
  public LineSettings settings() {
    return MbusExchange.line(bus.openingBaud());
  }

  @Override
  public Duration normalSilence() {
    return interval.multipliedBy(2).plus(LATE);
  }

  @Override
  public Duration usualInterval() {
    return interval;
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    bus.run(link, session);
  }

  /** Decodes a capture of the bus, with the answers of any meter. */
  @Override
  public void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    new StreamReader(session.meter(first)).read(link);
  }
}
