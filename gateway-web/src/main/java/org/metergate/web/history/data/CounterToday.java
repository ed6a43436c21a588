// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.metergate.journal.History.Stretch;
import org.metergate.journal.rollup.Series;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;
import org.metergate.value.Units;
import org.metergate.web.api.HistoryView.Converted;
import org.metergate.web.page.Today;

/**
 * A counter yesterday and today: what it stood at at each quarter of an hour. Filled by one thread,
 * then read by any.
 */
final class CounterToday {
  private final Series series;
  private final Converted unit;
  private final ZoneId zone;
  private final LocalDate today;
  private final long midnight;
  private final long yesterday;
  private final long seenUntil;
  private final Stretch stretch;
  private final NavigableMap<Long, BigDecimal> stood = new TreeMap<>();
  private long covered;

  CounterToday(Series series, Converted unit, LocalDate today, ZoneId zone, Instant now) {
    this.series = series;
    this.unit = unit;
    this.zone = zone;
    this.today = today;
    midnight = today.atStartOfDay(zone).toInstant().toEpochMilli();
    yesterday = today.minusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    // the newest quarter of an hour may still get its readings
    seenUntil = (Math.floorDiv(now.toEpochMilli(), Downsampler.QUARTER) - 1) * Downsampler.QUARTER;
    long end = today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    stretch = new Stretch(series, yesterday, end, Resolution.QUARTER);
  }

  Stretch stretch() {
    return stretch;
  }

  void take(Rollup bucket) {
    Rollup.Counter quarter = (Rollup.Counter) bucket;
    put(quarter.from(), quarter.first());
    put(quarter.to(), quarter.last());
    if (quarter.from() >= midnight && quarter.to() <= seenUntil) {
      covered += quarter.covered();
    }
  }

  private void put(long time, Boundary boundary) {
    if (boundary != null) {
      stood.put(time, boundary.value());
    }
  }

  /** Whether it is known what it stood at at midnight. */
  boolean isKnown() {
    return stood.containsKey(midnight);
  }

  /**
   * What it moved by up to now.
   *
   * @param values the newest ones; nothing is known where this counter is not among them.
   */
  Optional<Today> at(Instant now, List<MeterValues> values) {
    return newest(values)
        .map(
            newest ->
                new Today(
                    new Quantity(
                        series.quantity(), series.kind(), series.dimension(), series.label()),
                    unit.to(),
                    difference(stood.get(midnight), newest),
                    difference(stood.get(yesterday), before(now)),
                    covered < seenUntil - midnight));
  }

  private Optional<BigDecimal> difference(BigDecimal first, BigDecimal last) {
    return first == null || last == null || last.compareTo(first) < 0
        ? Optional.empty()
        : Optional.of(unit.number(last.subtract(first)));
  }

  /** The newest value in the unit of the series. */
  private Optional<BigDecimal> newest(List<MeterValues> values) {
    return values.stream()
        .filter(one -> one.meter().equals(series.meter()))
        .flatMap(one -> one.values().stream())
        .map(LatestValue::measurement)
        .filter(m -> m.quantity().name().equals(series.quantity()))
        .findFirst()
        .flatMap(this::inUnitOfSeries);
  }

  private Optional<BigDecimal> inUnitOfSeries(Measurement m) {
    if (!(m.value() instanceof Value.Decimal decimal) || m.unit() == null) {
      return Optional.empty();
    }
    if (m.unit().ascii().equals(unit.from().ascii())) {
      return Optional.of(decimal.number());
    }
    return Units.isPossible(m.unit(), unit.from())
        ? Optional.of(Units.convert(decimal.number(), m.unit(), unit.from()))
        : Optional.empty();
  }

  /**
   * What it stood at yesterday at this time of day, between two quarters of an hour in proportion.
   */
  private BigDecimal before(Instant now) {
    LocalTime time = LocalTime.ofInstant(now, zone);
    long then = today.minusDays(1).atTime(time).atZone(zone).toInstant().toEpochMilli();
    Map.Entry<Long, BigDecimal> earlier = stood.floorEntry(then);
    Map.Entry<Long, BigDecimal> later = stood.ceilingEntry(then);
    if (earlier == null || later == null || later.getKey() - earlier.getKey() > Downsampler.HOUR) {
      return null;
    }
    long length = later.getKey() - earlier.getKey();
    BigDecimal growth = later.getValue().subtract(earlier.getValue());
    return length == 0 || growth.signum() < 0
        ? earlier.getValue()
        : earlier
            .getValue()
            .add(
                growth
                    .multiply(BigDecimal.valueOf(then - earlier.getKey()))
                    .divide(
                        BigDecimal.valueOf(length),
                        Math.max(0, growth.scale()),
                        RoundingMode.FLOOR));
  }
}
