// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.metergate.journal.History.Stretch;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Unit;
import org.metergate.value.Cooling;
import org.metergate.web.api.CoolingRows;

/** Makes the points of the cooling of one heat meter, from its counters. One thread. */
final class CoolingReader {
  private final MeterRef meter;
  private final Period period;
  private final Map<Stretch, Merge> operands = new LinkedHashMap<>();

  /** Reads nothing where the meter does not have the counters for it. */
  CoolingReader(MeterRef meter, List<Series> ofMeter, Period period) {
    this.meter = meter;
    this.period = period;
    for (Series series : CoolingRows.operands(ofMeter)) {
      operands.put(Steps.ofCounter(series, period, false), new Merge(period.points()));
    }
  }

  /** Whether there is anything to calculate of; the quantity may still be sent by the meter. */
  static boolean isPossible(List<Series> ofMeter) {
    return ofMeter.stream().noneMatch(one -> one.quantity().equals(Cooling.QUANTITY.name()))
        && !CoolingRows.operands(ofMeter).isEmpty();
  }

  List<Stretch> stretches() {
    return List.copyOf(operands.keySet());
  }

  void take(Stretch stretch, Rollup bucket) {
    operands.get(stretch).take(bucket);
  }

  /** Makes the series; a mean over the volume has no lowest and highest value. */
  CurveSeries series() {
    CoolingRows rows = new CoolingRows();
    operands.forEach(
        (stretch, merge) ->
            merge.finish().forEach(one -> one.ifPresent(all -> rows.take(stretch.series(), all))));
    Map<Long, Point> found = new HashMap<>();
    rows.calculate((ref, interval, kelvin) -> found.put(interval.from(), point(interval, kelvin)));
    List<Point> points = new ArrayList<>();
    for (Interval at : period.points()) {
      points.add(found.getOrDefault(at.from(), Point.gap(at)));
    }
    Measured of =
        new Measured(
            meter,
            Cooling.QUANTITY.name(),
            Cooling.QUANTITY.label(),
            Unit.KELVIN,
            Group.COOLING,
            Measured.Direction.UP,
            OptionalInt.empty(),
            true);
    return new CurveSeries(of, points);
  }

  private static Point point(Rollup.Counter interval, BigDecimal kelvin) {
    return new Point(
        new Interval(interval.from(), interval.to()),
        Optional.empty(),
        Optional.of(kelvin),
        Optional.empty(),
        interval.coverage(),
        false,
        interval.readings());
  }
}
