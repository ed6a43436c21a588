// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Unit;
import org.metergate.web.api.HistoryView.Converted;

/**
 * Finds the quarter of an hour of each month in which a counter of energy moved by most. One with
 * an estimated value at a boundary does not count: it lies between two readings, and a mean over a
 * longer time is lower than the highest power. One thread.
 */
final class Peaks {
  private static final BigDecimal QUARTERS_AN_HOUR = BigDecimal.valueOf(4);

  private static final class Month {
    private final Interval of;
    private long known;
    private Rollup best;
    private BigDecimal most;

    Month(Interval of) {
      this.of = of;
    }
  }

  private final List<Month> months = new ArrayList<>();
  private int current;

  /** Begins with the first month of a period. */
  Peaks(Period period) {
    ZoneId zone = period.zone();
    LocalDate first = period.first();
    while (first.isBefore(period.end())) {
      LocalDate next = first.withDayOfMonth(1).plusMonths(1);
      LocalDate end = next.isBefore(period.end()) ? next : period.end();
      months.add(new Month(new Interval(millis(first, zone), millis(end, zone))));
      first = end;
    }
  }

  private static long millis(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** Takes the next quarter of an hour. */
  void take(Rollup.Counter quarter) {
    while (current < months.size() && quarter.from() >= months.get(current).of.to()) {
      current++;
    }
    Optional<BigDecimal> delta = quarter.delta();
    if (current == months.size()
        || quarter.from() < months.get(current).of.from()
        || quarter.readings() == 0
        || quarter.estimated()
        || delta.isEmpty()) {
      return;
    }
    Month month = months.get(current);
    month.known++;
    if (month.most == null || delta.get().compareTo(month.most) > 0) {
      month.most = delta.get();
      month.best = quarter;
    }
  }

  /**
   * Returns the peaks.
   *
   * @param unit from the meter's unit of energy to that of the view.
   * @param power in which unit a power is shown, by its own one.
   * @param now UTC milliseconds; what comes later is not missing.
   */
  List<Peak> peaks(Converted unit, java.util.function.UnaryOperator<Unit> power, long now) {
    Unit own = perHour(unit.to());
    Unit shown = power.apply(own);
    List<Peak> peaks = new ArrayList<>();
    for (Month month : months) {
      long passed = Math.max(0, Math.min(month.of.to(), now) - month.of.from());
      peaks.add(
          new Peak(
              month.of,
              Optional.ofNullable(month.best).map(q -> new Interval(q.from(), q.to())),
              Optional.ofNullable(month.most)
                  .map(most -> unit.number(most).multiply(QUARTERS_AN_HOUR))
                  .map(mean -> new Converted(own, shown).number(mean)),
              shown,
              month.known,
              passed / Downsampler.QUARTER));
    }
    return peaks;
  }

  private static Unit perHour(Unit energy) {
    String name = energy.ascii();
    String power = name.endsWith("h") ? name.substring(0, name.length() - 1) : name + "/h";
    return new Unit(power, power);
  }
}
