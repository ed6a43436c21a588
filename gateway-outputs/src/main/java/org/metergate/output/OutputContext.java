// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * What outputs know about their gateway.
 *
 * @param gateway its name: letters, digits, {@code -} and {@code _}.
 * @param usualInterval how often a meter of this configured name sends, asked on any thread; null
 *     for a meter that is not configured any more, whose readings are all old.
 * @param time the clock by which readings were stamped.
 * @param zone in which days begin, and of meters' clocks that send no offset.
 * @param meters returns the configured names of the meters, in the order of the file; they change
 *     when the file is read again. Asked on any thread.
 * @param outputs returns the configured names of all outputs, in the order of the file; they change
 *     likewise. Asked on any thread.
 * @param details what is known of the meter of a configured name besides its readings; they change
 *     while the program runs. Asked on any thread; an empty name stands for the gateway itself.
 */
public record OutputContext(
    String gateway,
    Function<String, Duration> usualInterval,
    TimeSource time,
    ZoneId zone,
    Supplier<List<String>> meters,
    Supplier<List<String>> outputs,
    Function<String, MeterDetails> details) {

  /**
   * How often a sub-meter can be expected to send at least: a P1 port repeats its own values every
   * few seconds, but passes on those of gas, water and heat every five minutes to once an hour.
   */
  private static final Duration SUB_METER = Duration.ofHours(1);

  /**
   * Creates a context for outputs that do not need the names of meters and outputs.
   *
   * @param gateway its name.
   * @param usualInterval how often a meter sends.
   * @param time the clock by which readings were stamped.
   * @param zone in which days begin.
   */
  public OutputContext(
      String gateway, Function<String, Duration> usualInterval, TimeSource time, ZoneId zone) {
    this(gateway, usualInterval, time, zone, List::of, List::of);
  }

  /**
   * Creates a context for outputs that do not need to know more of meters than their names.
   *
   * @param gateway its name.
   * @param usualInterval how often a meter sends.
   * @param time the clock by which readings were stamped.
   * @param zone in which days begin.
   * @param meters returns the configured names of the meters.
   * @param outputs returns the configured names of all outputs.
   */
  public OutputContext(
      String gateway,
      Function<String, Duration> usualInterval,
      TimeSource time,
      ZoneId zone,
      Supplier<List<String>> meters,
      Supplier<List<String>> outputs) {
    this(gateway, usualInterval, time, zone, meters, outputs, meter -> MeterDetails.NONE);
  }

  /**
   * Creates a context for outputs that do not depend on days.
   *
   * @param gateway its name.
   * @param usualInterval how often a meter sends.
   * @param time the clock by which readings were stamped.
   */
  public OutputContext(String gateway, Function<String, Duration> usualInterval, TimeSource time) {
    this(gateway, usualInterval, time, ZoneOffset.UTC);
  }

  /**
   * Returns how often a meter or sub-meter sends.
   *
   * @param meter any.
   * @return the interval, an hour at least for a sub-meter; nothing when the meter is not
   *     configured any more.
   */
  public Optional<Duration> interval(MeterRef meter) {
    return Optional.ofNullable(usualInterval.apply(meter.name()))
        .map(own -> meter.subMeter().isEmpty() || own.compareTo(SUB_METER) > 0 ? own : SUB_METER);
  }

  /**
   * Returns whether a reading shows the present: live, of a meter that is configured, and not older
   * than twice its interval. Everything else must never be shown as a present value.
   *
   * @param reading any.
   * @return whether it may be shown as current.
   */
  public boolean isCurrent(Reading reading) {
    return reading.origin() == Origin.LIVE
        && interval(reading.meter())
            .map(interval -> time.now().minus(interval.multipliedBy(2)))
            .filter(oldest -> !reading.receivedAt().isBefore(oldest))
            .isPresent();
  }
}
