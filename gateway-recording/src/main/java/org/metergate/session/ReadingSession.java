// SPDX-License-Identifier: Apache-2.0
package org.metergate.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * A session that builds readings of what a driver publishes: it numbers the telegrams from 1 and
 * stamps them with its clock. On the thread of the link.
 */
public abstract class ReadingSession implements MeterSession {
  private final TimeSource time;
  private final Origin origin;
  private MeterRef meter;
  private long telegram;

  /**
   * Creates the session of a meter that is read now.
   *
   * @param name the configured name.
   * @param time the clock.
   */
  protected ReadingSession(String name, TimeSource time) {
    this(name, time, Origin.LIVE);
  }

  /**
   * Creates a session.
   *
   * @param name the configured name.
   * @param time the clock.
   * @param origin of its telegrams: live or late.
   */
  protected ReadingSession(String name, TimeSource time, Origin origin) {
    this.time = Objects.requireNonNull(time, "time");
    this.origin = Objects.requireNonNull(origin, "origin");
    this.meter = MeterRef.of(name, "");
  }

  /**
   * Takes a reading.
   *
   * @param reading of this meter or of one of its sub-meters.
   */
  protected abstract void accept(Reading reading);

  @Override
  public final String name() {
    return meter.name();
  }

  @Override
  public final void publish(
      String identifier, Optional<MeterTime> meterTime, List<Measurement> measurements) {
    telegram++;
    accept(reading(meter(identifier), origin, meterTime, measurements));
  }

  @Override
  public final void publishSubMeter(
      String subMeter,
      String identifier,
      Optional<MeterTime> meterTime,
      List<Measurement> measurements) {
    if (subMeter.isEmpty() || telegram == 0) {
      throw new IllegalArgumentException("a sub-meter has a name and belongs to a telegram");
    }
    MeterRef sub = new MeterRef(name(), subMeter, identifier);
    accept(reading(sub, origin, meterTime, measurements));
  }

  @Override
  public final void publishRecord(
      String identifier, Optional<MeterTime> recordTime, List<Measurement> measurements) {
    telegram++;
    accept(reading(meter(identifier), Origin.HISTORY, recordTime, measurements));
  }

  private Reading reading(
      MeterRef from, Origin of, Optional<MeterTime> meterTime, List<Measurement> measurements) {
    return new Reading(from, telegram, of, now(), meterTime, measurements);
  }

  /** The meter rarely changes its number, so that its reference is kept. */
  private MeterRef meter(String identifier) {
    if (!identifier.equals(meter.identifier())) {
      meter = MeterRef.of(name(), identifier);
    }
    return meter;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }
}
