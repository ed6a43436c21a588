// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.udp;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.output.OutputContext;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * The energy that each meter has counted since local midnight: by its counter, from the value
 * nearest to midnight, or the first one known of the day; and by its power, each value of which
 * holds until the next one, for three usual intervals at most. One thread.
 */
final class DayTotals {
  /** How long before midnight a counter's value still counts as the one at midnight. */
  static final Duration EVENING = Duration.ofMinutes(15);

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final double HOUR_MILLIS = 3_600_000;

  private final OutputContext context;
  private final Duration every;
  private final Map<String, Day> days = new HashMap<>();

  DayTotals(OutputContext context, Duration every) {
    this.context = context;
    this.every = every;
  }

  /** One meter's day. */
  private static final class Day {
    private String identifier = "";
    private LocalDate date;
    private BigDecimal atMidnight;
    private boolean counted;
    private BigDecimal total;
    private Instant totalAt = Instant.MIN;
    private double byPower;
    private boolean powerKnown;
    private double power;
    private Instant powerAt;
    private Instant last = Instant.MIN;
  }

  /** Adds a reading; one from before the last one, or from a logger, changes nothing. */
  void add(Reading reading) {
    Day day = days.computeIfAbsent(reading.meter().displayName(), m -> new Day());
    if (reading.origin() != Origin.LIVE || !reading.receivedAt().isAfter(day.last)) {
      return;
    }
    if (!day.identifier.equals(reading.meter().identifier())) {
      day = new Day();
      day.identifier = reading.meter().identifier();
      days.put(reading.meter().displayName(), day);
    }
    day.last = reading.receivedAt();
    startDay(day, reading.receivedAt());
    wattHours(reading, "energy_import").ifPresent(value -> count(day(reading), value, reading));
    watts(reading, "power_import")
        .ifPresent(value -> integrate(day(reading), value.doubleValue(), reading));
  }

  private Day day(Reading reading) {
    return days.get(reading.meter().displayName());
  }

  private void startDay(Day day, Instant now) {
    LocalDate date = LocalDate.ofInstant(now, context.zone());
    if (date.equals(day.date)) {
      return;
    }
    Instant midnight = date.atStartOfDay(context.zone()).toInstant();
    day.date = date;
    day.atMidnight = day.totalAt.isBefore(midnight.minus(EVENING)) ? null : day.total;
    day.counted = false;
    day.byPower = 0;
    if (day.powerAt != null && day.powerAt.isBefore(midnight)) {
      day.powerAt = midnight; // what was before belongs to yesterday
    }
  }

  private void count(Day day, BigDecimal value, Reading reading) {
    Instant midnight = midnightBefore(reading.receivedAt());
    boolean nearer =
        day.atMidnight == null
            || Duration.between(midnight, reading.receivedAt())
                    .compareTo(Duration.between(day.totalAt, midnight))
                < 0;
    if (!day.counted && nearer) {
      day.atMidnight = value;
    }
    day.counted = true;
    day.total = value;
    day.totalAt = reading.receivedAt();
  }

  private void integrate(Day day, double watts, Reading reading) {
    Optional<Duration> usual = context.interval(reading.meter());
    if (day.powerAt != null && usual.isPresent()) {
      long gap = Duration.between(day.powerAt, reading.receivedAt()).toMillis();
      if (gap <= 3 * Math.max(usual.get().toMillis(), every.toMillis())) {
        day.byPower += day.power * gap / HOUR_MILLIS;
      }
    }
    day.power = watts;
    day.powerAt = reading.receivedAt();
    day.powerKnown = true;
  }

  /** Returns the counter in Wh. */
  Optional<BigDecimal> total(String meter) {
    return Optional.ofNullable(days.get(meter)).map(day -> day.total);
  }

  /** Returns by how much the counter has increased since midnight, in Wh. */
  Optional<BigDecimal> today(String meter) {
    return Optional.ofNullable(days.get(meter))
        .filter(day -> day.total != null && day.atMidnight != null)
        .map(day -> day.total.subtract(day.atMidnight));
  }

  /** Returns the energy since midnight by the power, in Wh. */
  Optional<BigDecimal> todayByPower(String meter) {
    return Optional.ofNullable(days.get(meter))
        .filter(day -> day.powerKnown)
        .map(day -> BigDecimal.valueOf(day.byPower));
  }

  ZoneId zone() {
    return context.zone();
  }

  Instant midnightBefore(Instant now) {
    return LocalDate.ofInstant(now, context.zone()).atStartOfDay(context.zone()).toInstant();
  }

  static Optional<BigDecimal> wattHours(Reading reading, String quantity) {
    return scaled(reading, quantity, Unit.WH, Unit.KWH);
  }

  static Optional<BigDecimal> watts(Reading reading, String quantity) {
    return scaled(reading, quantity, Unit.W, Unit.KW);
  }

  private static Optional<BigDecimal> scaled(
      Reading reading, String quantity, Unit one, Unit kilo) {
    Optional<Measurement> found = reading.measurement(quantity);
    if (found.isEmpty() || !(found.get().value() instanceof Value.Decimal decimal)) {
      return Optional.empty();
    }
    if (one.equals(found.get().unit())) {
      return Optional.of(decimal.number());
    }
    return kilo.equals(found.get().unit())
        ? Optional.of(decimal.number().multiply(THOUSAND))
        : Optional.empty();
  }
}
