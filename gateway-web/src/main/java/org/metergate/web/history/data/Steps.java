// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.List;
import org.metergate.journal.History.Stretch;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;

/** Chooses of which buckets the intervals of a period are merged: hours are fewer. */
final class Steps {
  private Steps() {}

  /** The buckets of a counter. */
  static Stretch ofCounter(Series series, Period period, boolean quarters) {
    boolean years = period.span() == Span.YEAR || period.span() == Span.YEARS;
    boolean hours = years && !quarters && isFull(period.intervals()) && isFull(period.points());
    return stretch(series, period, hours);
  }

  /** The buckets of a gauge. */
  static Stretch ofGauge(Series series, Period period) {
    boolean hours = period.span().curves() != Resolution.QUARTER && isFull(period.points());
    return stretch(series, period, hours);
  }

  private static Stretch stretch(Series series, Period period, boolean hours) {
    Interval all = period.whole();
    return new Stretch(series, all.from(), all.to(), hours ? Resolution.HOUR : Resolution.QUARTER);
  }

  /** Whether all begin and end at a full hour of UTC. */
  private static boolean isFull(List<Interval> intervals) {
    return intervals.stream()
        .allMatch(one -> one.from() % Downsampler.HOUR == 0 && one.to() % Downsampler.HOUR == 0);
  }
}
