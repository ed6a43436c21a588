// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.metergate.journal.History.Stretch;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Rollup;
import org.metergate.web.api.HistoryView.Converted;

/** Makes the points of one gauge. One thread. */
final class CurveReader {
  private final Measured of;
  private final Converted unit;
  private final Period period;
  private final Stretch own;
  private final Merge merge;

  CurveReader(Series series, Measured of, Converted unit, Period period) {
    this.of = of;
    this.unit = unit;
    this.period = period;
    own = Steps.ofGauge(series, period);
    merge = new Merge(period.points());
  }

  Stretch stretch() {
    return own;
  }

  void take(Rollup bucket) {
    merge.take(bucket);
  }

  /** Makes the series; the records of the meter's own logger in the period are given. */
  CurveSeries series(NavigableSet<Long> logged) {
    List<Interval> intervals = period.points();
    List<Optional<Rollup>> merged = merge.finish();
    List<Point> points = new ArrayList<>(intervals.size());
    for (int i = 0; i < intervals.size(); i++) {
      Interval at = intervals.get(i);
      points.add(
          merged.get(i).map(all -> point(at, (Rollup.Gauge) all, logged)).orElse(Point.gap(at)));
    }
    return new CurveSeries(of, points);
  }

  private Point point(Interval at, Rollup.Gauge all, NavigableSet<Long> logged) {
    return new Point(
        at,
        Optional.of(unit.number(all.min())),
        all.mean().map(unit::number),
        Optional.of(unit.number(all.max())),
        all.coverage(),
        !logged.subSet(at.from(), true, at.to(), false).isEmpty(),
        all.readings());
  }
}
