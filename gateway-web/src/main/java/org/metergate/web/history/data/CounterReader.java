// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.metergate.journal.History.Stretch;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Unit;
import org.metergate.web.api.HistoryView.Converted;

/**
 * Makes the bars of one counter, in a period and in the one that it is compared with. One thread.
 */
final class CounterReader {
  private final Measured of;
  private final Converted unit;
  private final Question question;
  private final Stretch own;
  private final Optional<Stretch> other;
  private final CounterInPeriod here;
  private final Optional<CounterInPeriod> there;
  private final Optional<Peaks> peaks;
  private final long now;
  private Counting before;

  CounterReader(Series series, Measured of, Converted unit, Question question, long now) {
    this.of = of;
    this.unit = unit;
    this.question = question;
    this.now = now;
    Period period = question.period();
    boolean peaked =
        of.group() == Group.ENERGY && of.tariff().isEmpty() && period.span() != Span.YEARS;
    own = Steps.ofCounter(series, period, peaked);
    other = question.compared().map(p -> Steps.ofCounter(series, p, false));
    here = new CounterInPeriod(series, period, unit, now);
    there = question.compared().map(p -> new CounterInPeriod(series, p, unit, now));
    peaks = peaked ? Optional.of(new Peaks(period)) : Optional.empty();
  }

  /** What has to be read for it: the period itself first. */
  List<Stretch> stretches() {
    List<Stretch> all = new ArrayList<>(List.of(own));
    other.ifPresent(all::add);
    return all;
  }

  void take(Stretch stretch, Rollup.Counter bucket) {
    if (stretch == own) {
      here.take(bucket);
      peaks.ifPresent(all -> all.take(bucket));
    } else {
      there.orElseThrow().take(bucket);
      before().take(bucket);
    }
  }

  /** The same part of the other period as is known of this one. */
  private Counting before() {
    if (before == null) {
      before = new Counting(question.compared().orElseThrow().whole().from(), until());
    }
    return before;
  }

  private long until() {
    return question.period().corresponding(here.known(), question.compared().orElseThrow());
  }

  /**
   * Makes the series.
   *
   * @param logged the records of the meter's own logger in the period.
   * @param power in which unit a power is shown.
   */
  BarSeries series(NavigableSet<Long> logged, UnaryOperator<Unit> power) {
    return new BarSeries(
        of,
        here.bars(logged),
        here.total(own),
        there.map(this::comparison),
        peaks.map(all -> all.peaks(unit, power, now)).orElse(List.of()));
  }

  private Comparison comparison(CounterInPeriod in) {
    Period period = question.period();
    Period compared = question.compared().orElseThrow();
    List<Bar> bars = in.bars(new TreeSet<>());
    return new Comparison(
        period.places(compared).stream().map(place -> place.map(bars::get)).toList(),
        in.total(other.orElseThrow()),
        here.total(own),
        before().growth(unit, until()),
        new Interval(compared.whole().from(), until()));
  }
}
