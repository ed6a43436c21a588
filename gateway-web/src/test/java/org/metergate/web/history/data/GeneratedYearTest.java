// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.rollup.Resolution;
import org.metergate.spi.reading.Unit;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;

/**
 * Every bar, point, total and peak of a generated year is that of its raw readings, in zones with
 * whole and half hours, and nothing is there where nothing was read.
 */
class GeneratedYearTest {
  private static final Instant START = Instant.parse("2025-11-20T00:00:00Z");
  private static final Instant END = Instant.parse("2027-01-02T00:00:00Z");
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Europe/Copenhagen"),
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("Australia/Lord_Howe"));

  /** Days views in each zone, next to those of the clock changes. */
  private static final int DAYS = Integer.getInteger("metergate.days", 12);

  private final long seed = Long.getLong("metergate.seed", System.nanoTime() % 1000);
  private int bars;
  private int gaps;
  private int estimated;

  @TempDir Path folder;
  private GeneratedYear year;

  @BeforeEach
  void generate() throws Exception {
    year = new GeneratedYear(folder.resolve("journal.db"), seed, START, END);
  }

  @AfterEach
  void close() {
    year.close();
  }

  @Test
  void everyNumberIsThatOfTheRawReadings() throws Exception {
    for (ZoneId zone : ZONES) {
      HistoryData data =
          new HistoryData(
              year.history(),
              Units.home(HeatUnit.KWH),
              zone,
              () -> year.time().now(),
              MeterRoles.NONE);
      for (Period period : periods(zone)) {
        check(data, period, zone + " " + period + " seed " + seed);
      }
    }
    assertTrue(
        bars > 3000 && gaps > 100 && estimated > 300,
        bars + " bars, " + gaps + " gaps, seed " + seed);
  }

  private List<Period> periods(ZoneId zone) {
    List<Period> periods = new ArrayList<>();
    LocalDate new2026 = LocalDate.of(2026, 1, 1);
    periods.add(Period.of(Span.YEAR, new2026, Resolution.MONTH, zone));
    periods.add(Period.of(Span.YEAR, new2026, Resolution.WEEK, zone));
    periods.add(Period.years(2025, 2027, zone));
    for (int month = 0; month < 12; month++) {
      periods.add(Period.of(Span.MONTH, new2026.plusMonths(month), Resolution.DAY, zone));
    }
    Random random = new Random(seed);
    Set<LocalDate> days = new TreeSet<>(clockChanges(zone));
    days.add(REPLACED_DAY);
    for (int i = 0; i < DAYS; i++) {
      days.add(new2026.plusDays(random.nextInt(365)));
    }
    for (LocalDate day : days) {
      periods.add(Period.of(Span.DAY, day, Resolution.QUARTER, zone));
      periods.add(Period.of(Span.DAY, day, Resolution.HOUR, zone));
      periods.add(Period.of(Span.WEEK, day, Resolution.DAY, zone));
      periods.add(Period.of(Span.WEEK, day, Resolution.HOUR, zone));
    }
    return periods;
  }

  private static final LocalDate REPLACED_DAY = LocalDate.of(2026, 7, 2);

  private static List<LocalDate> clockChanges(ZoneId zone) {
    List<LocalDate> days = new ArrayList<>();
    var change = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
    while (change != null && change.getDateTimeBefore().getYear() == 2026) {
      days.add(change.getDateTimeBefore().toLocalDate());
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return days;
  }

  private void check(HistoryData data, Period period, String where) throws Exception {
    MeterView view =
        data.of(new Question(GeneratedYear.METER, period, Optional.empty(), Set.of("power")))
            .orElseThrow();
    assertEquals(List.of(GeneratedYear.OLD, GeneratedYear.NEW), view.numbers());
    for (MeterPart part : view.parts()) {
      List<BarSeries> energies = part.bars().get(Group.ENERGY);
      assertEquals(2, energies.size(), where);
      for (BarSeries series : energies) {
        PlainNumbers plain = new PlainNumbers(year.raw(part.meter(), series.of().quantity()));
        assertEquals(Unit.KWH, series.of().unit());
        bars(period, series, plain, where);
        total(period, series, plain, where);
        peaks(period, series, plain, where);
      }
      CurveSeries power = part.curves().get(Group.POWER).get(0);
      curve(period, power, new PlainNumbers(year.raw(part.meter(), "power")), where);
    }
    boolean any = readings(period, GeneratedYear.OLD) + readings(period, GeneratedYear.NEW) > 0;
    assertEquals(any, view.parts().stream().anyMatch(MeterPart::hasNumbers), where);
  }

  private long readings(Period period, org.metergate.spi.reading.MeterRef meter) {
    return new PlainNumbers(year.raw(meter, "power"))
        .readings(period.whole().from(), period.whole().to());
  }

  private void bars(Period period, BarSeries series, PlainNumbers plain, String where) {
    List<Interval> intervals = plainIntervals(period, period.every());
    assertEquals(intervals, series.bars().stream().map(Bar::at).toList(), where);
    for (Bar bar : series.bars()) {
      long from = bar.at().from();
      long to = bar.at().to();
      String here = where + " " + Instant.ofEpochMilli(from);
      assertEquals(plain.readings(from, to), bar.readings(), here);
      Optional<BigDecimal> used =
          bar.readings() == 0
              ? Optional.empty()
              : plain.used(from, Math.min(to, running(to))).map(n -> BigDecimal.valueOf(n, 3));
      if (to <= now()) {
        assertEquals(used, bar.used(), here);
      }
      bars += bar.isGap() ? 0 : 1;
      gaps += bar.isGap() ? 1 : 0;
      if (bar.readings() > 0) {
        assertEquals(plain.coverage(from, to), bar.coverage(), here);
      }
      if (!bar.isGap() && to <= now()) {
        assertEquals(plain.estimated(from, to), bar.estimated(), here);
        assertEquals(
            plain.at(to).map(value -> BigDecimal.valueOf(value.number(), 3)), bar.counter(), here);
        estimated += bar.estimated() ? 1 : 0;
      }
    }
  }

  private long running(long to) {
    return to > now() ? Long.MAX_VALUE : to;
  }

  private long now() {
    return year.time().now().toEpochMilli();
  }

  /** The intervals of a period by the calendar of its zone, minute by minute. */
  private static List<Interval> plainIntervals(Period period, Resolution every) {
    ZoneId zone = period.zone();
    List<Interval> list = new ArrayList<>();
    long end = period.end().atStartOfDay(zone).toInstant().toEpochMilli();
    long from = period.first().atStartOfDay(zone).toInstant().toEpochMilli();
    long to = from;
    while (from < end) {
      to += 900_000;
      LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(to), zone);
      boolean midnight = local.toLocalTime().toSecondOfDay() == 0;
      boolean ends =
          switch (every) {
            case QUARTER -> true;
            case HOUR -> local.getMinute() == 0;
            case DAY -> midnight;
            case WEEK -> midnight && local.getDayOfWeek().getValue() == 1;
            case MONTH -> midnight && local.getDayOfMonth() == 1;
            case YEAR -> midnight && local.getDayOfYear() == 1;
            default -> throw new AssertionError(every);
          };
      if (ends || to == end) {
        list.add(new Interval(from, to));
        from = to;
      }
    }
    return list;
  }

  /** From the first quarter of an hour with a known value to the last one. */
  private void total(Period period, BarSeries series, PlainNumbers plain, String where) {
    long from = period.whole().from();
    long to = period.whole().to();
    long step = period.span() == Span.YEARS ? 3_600_000 : 900_000;
    step = period.zone().getId().startsWith("Europe") ? step : 900_000;
    List<Long> known = new ArrayList<>();
    for (long at = from; at <= to; at += step) {
      if (plain.at(at).isPresent()) {
        known.add(at);
      }
    }
    if (to > now() || known.size() < 2) {
      return;
    }
    Growth total = series.total().orElseThrow(() -> new AssertionError(where));
    long first = known.get(0);
    long last = known.get(known.size() - 1);
    assertEquals(new Interval(first, last), total.over(), where);
    assertEquals(
        plain.used(first, last).map(n -> BigDecimal.valueOf(n, 3)), Optional.of(total.used()));
    assertEquals(first == from && last == to, total.complete(), where);
    assertEquals(plain.coverage(from, to), total.coverage(), where);
  }

  private void peaks(Period period, BarSeries series, PlainNumbers plain, String where) {
    assertEquals(
        period.span() == Span.YEARS ? 0 : months(period).size(), series.peaks().size(), where);
    for (int i = 0; i < series.peaks().size(); i++) {
      Peak peak = series.peaks().get(i);
      assertEquals(months(period).get(i), peak.of(), where);
      long known = 0;
      long most = -1;
      long when = 0;
      for (long at = peak.of().from(); at < peak.of().to(); at += 900_000) {
        Optional<Long> used = plain.used(at, at + 900_000);
        boolean read = plain.readings(at, at + 900_000) > 0;
        if (read && used.isPresent() && !plain.estimated(at, at + 900_000)) {
          known++;
          when = used.get() > most ? at : when;
          most = Math.max(most, used.get());
        }
      }
      assertEquals(known, peak.known(), where);
      assertEquals(Unit.W, peak.unit());
      if (most >= 0) {
        assertEquals(0, BigDecimal.valueOf(4 * most).compareTo(peak.power().orElseThrow()), where);
        assertEquals(when, peak.at().orElseThrow().from(), where);
      } else {
        assertTrue(peak.power().isEmpty(), where);
      }
    }
  }

  private static List<Interval> months(Period period) {
    return period.whole().millis() > 40L * 86_400_000 || period.span() == Span.MONTH
        ? plainIntervals(period, Resolution.MONTH)
        : plainIntervals(period, Resolution.MONTH);
  }

  private void curve(Period period, CurveSeries series, PlainNumbers plain, String where) {
    Resolution every =
        switch (period.span()) {
          case DAY -> Resolution.QUARTER;
          case WEEK, MONTH -> Resolution.HOUR;
          case YEAR -> Resolution.DAY;
          case YEARS -> Resolution.MONTH;
        };
    assertEquals(
        plainIntervals(period, every), series.points().stream().map(Point::at).toList(), where);
    for (Point point : series.points()) {
      long from = point.at().from();
      Optional<List<BigDecimal>> expected = plain.gauge(from, point.at().to());
      String here = where + " " + Instant.ofEpochMilli(from);
      assertEquals(expected.isEmpty(), point.isGap(), here);
      if (expected.isPresent()) {
        same(expected.get().get(0), point.min(), here);
        same(expected.get().get(1), point.mean(), here);
        same(expected.get().get(2), point.max(), here);
      }
    }
  }

  /** Kilowatts of the meter are watts in a home. */
  private static void same(BigDecimal kilowatts, Optional<BigDecimal> watts, String where) {
    assertEquals(
        Optional.ofNullable(kilowatts).map(n -> n.movePointRight(3).stripTrailingZeros()),
        watts.map(BigDecimal::stripTrailingZeros),
        where);
  }
}
