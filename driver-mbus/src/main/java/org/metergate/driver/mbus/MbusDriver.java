// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  private final Map<String, Duration> intervals;
  private final BusReader bus;

  MbusDriver(List<MbusOptions> meters) {
    first = meters.get(0).name();
    intervals = meters.stream().collect(Collectors.toMap(MbusOptions::name, MbusOptions::interval));
    bus = new BusReader(meters);
  }

  @Override
  public LineSettings settings() {
    return MbusExchange.line(bus.openingBaud());
  }

  @Override
  public Duration normalSilence() {
    return silence(usualInterval());
  }

  @Override
  public Duration normalSilence(String meter) {
    return silence(usualInterval(meter));
  }

  private static Duration silence(Duration interval) {
    return interval.multipliedBy(2).plus(LATE);
  }

  /** The longest of all meters: the bus may carry none but that one between two of its readings. */
  @Override
  public Duration usualInterval() {
    return Collections.max(intervals.values());
  }

  @Override
  public Duration usualInterval(String meter) {
    return intervals.getOrDefault(meter, usualInterval());
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
