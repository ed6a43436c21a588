// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.Arrays;
import java.util.List;

/**
 * Whether bursts come as a meter sends them: of one length, at multiples of one interval. Neither
 * depends on the speed at which they are read, so the bursts of all settings count together.
 *
 * @param kind the result.
 * @param bursts how many whole bursts were compared.
 * @param duration the median, in seconds; 0 without bursts.
 * @param period the usual interval from one beginning to the next, in seconds; 0 without two.
 */
record Regularity(Kind kind, int bursts, double duration, double period) {
  /** Six per cent, and what polling and the packets of USB adapters add. */
  private static final double DURATION_SHARE = 0.06;

  private static final double DURATION_SECONDS = 0.06;
  private static final double PERIOD_SHARE = 0.12;
  private static final double SHORTEST_PERIOD = 0.5;
  private static final double MOST = 0.8;

  enum Kind {
    NONE,
    SINGLE,
    PAIR,
    REGULAR,
    IRREGULAR
  }

  /** Compares whole bursts, in order of their times. */
  static Regularity of(List<Burst> bursts) {
    double[] durations = bursts.stream().mapToDouble(Burst::seconds).toArray();
    if (durations.length == 0) {
      return new Regularity(Kind.NONE, 0, 0, 0);
    }
    double duration = median(durations);
    if (durations.length == 1) {
      return new Regularity(Kind.SINGLE, 1, duration, 0);
    }
    double[] intervals = new double[bursts.size() - 1];
    for (int i = 0; i < intervals.length; i++) {
      intervals[i] = (bursts.get(i + 1).begin() - bursts.get(i).begin()) / 1e9;
    }
    double smallest = Arrays.stream(intervals).min().orElse(0);
    double period = median(Arrays.stream(intervals).filter(i -> i <= smallest * 1.3).toArray());
    boolean equal =
        share(durations, d -> Math.abs(d - duration) < DURATION_SHARE * duration + DURATION_SECONDS)
            >= MOST;
    boolean periodic =
        period > SHORTEST_PERIOD
            && share(intervals, i -> Math.abs(i / period - Math.round(i / period)) < PERIOD_SHARE)
                >= MOST;
    Kind kind =
        !equal || !periodic ? Kind.IRREGULAR : durations.length >= 3 ? Kind.REGULAR : Kind.PAIR;
    return new Regularity(kind, durations.length, duration, period);
  }

  private static double share(double[] values, java.util.function.DoublePredicate holds) {
    return Arrays.stream(values).filter(holds).count() / (double) values.length;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
