// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.metergate.journal.History.Stretch;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Rollup;
import org.metergate.web.api.HistoryView.Converted;

/** A counter in a period, from its buckets in the order of time. One thread. */
final class CounterInPeriod {
  private final Series series;
  private final Period period;
  private final Converted unit;
  private final long now;
  private final Merge merge;
  private final Counting total;
  private final Optional<Interval> open;
  private final Counting soFar;

  CounterInPeriod(Series series, Period period, Converted unit, long now) {
    this.series = series;
    this.period = period;
    this.unit = unit;
    this.now = now;
    List<Interval> intervals = period.intervals();
    merge = new Merge(intervals);
    total = new Counting(period.whole().from(), period.whole().to());
    open = intervals.stream().filter(one -> one.from() <= now && now < one.to()).findFirst();
    soFar = new Counting(open.map(Interval::from).orElse(0L), open.map(Interval::to).orElse(0L));
  }

  void take(Rollup.Counter bucket) {
    merge.take(bucket);
    total.take(bucket);
    soFar.take(bucket);
  }

  /** Up to where the counter is known; the end of a period that is over. */
  long known() {
    return isOver() ? period.whole().to() : total.known();
  }

  private boolean isOver() {
    return period.whole().to() <= now;
  }

  /** What the counter moved by, as far as the period has passed. */
  Optional<Growth> total(Stretch stretch) {
    long step = Math.max(stretch.step().millis(), 3 * series.usual());
    boolean silent = total.known() + step < now;
    return total.growth(
        unit, isOver() ? period.whole().to() : silent ? quarter(now) : total.known());
  }

  private static long quarter(long time) {
    return Math.floorDiv(time, Downsampler.QUARTER) * Downsampler.QUARTER;
  }

  /** One bar for each interval. */
  List<Bar> bars(NavigableSet<Long> logged) {
    List<Interval> intervals = period.intervals();
    List<Optional<Rollup>> merged = merge.finish();
    List<Bar> bars = new ArrayList<>(intervals.size());
    for (int i = 0; i < intervals.size(); i++) {
      Interval at = intervals.get(i);
      bars.add(merged.get(i).map(all -> bar(at, (Rollup.Counter) all, logged)).orElse(Bar.gap(at)));
    }
    return bars;
  }

  private Bar bar(Interval at, Rollup.Counter all, NavigableSet<Long> logged) {
    Optional<Growth> sum =
        open.filter(at::equals)
            .flatMap(running -> soFar.growth(unit, soFar.known()))
            .filter(Growth::complete);
    return new Bar(
        at,
        sum.map(Growth::used).or(() -> all.delta().map(unit::number)),
        Optional.ofNullable(all.last()).map(last -> unit.number(last.value())),
        all.coverage(),
        sum.map(Growth::estimated).orElse(all.estimated()),
        !logged.subSet(at.from(), true, at.to(), true).isEmpty(),
        all.readings());
  }
}
