// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Merges short intervals into a longer one. */
public final class BucketMerge {
  private BucketMerge() {}

  /**
   * Merges the intervals of one series.
   *
   * @param parts in order, without overlaps, all between from and to; all counters or all gauges.
   *     What is missing between them is a gap.
   * @param from where the merged interval begins.
   * @param to where it ends.
   * @return the merged interval, or nothing if there are no parts.
   */
  public static Optional<Rollup> of(List<Rollup> parts, long from, long to) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    long covered = 0;
    long readings = 0;
    for (Rollup part : parts) {
      covered += part.covered();
      readings += part.readings();
    }
    return Optional.of(
        parts.get(0) instanceof Rollup.Counter
            ? counter(parts, from, to, covered, readings)
            : gauge(parts, from, to, covered, readings));
  }

  private static Rollup counter(
      List<Rollup> parts, long from, long to, long covered, long readings) {
    Rollup.Counter first = (Rollup.Counter) parts.get(0);
    Rollup.Counter last = (Rollup.Counter) parts.get(parts.size() - 1);
    return new Rollup.Counter(
        from,
        to,
        covered,
        readings,
        first.from() == from ? first.first() : null,
        last.to() == to ? last.last() : null);
  }

  private static Rollup gauge(List<Rollup> parts, long from, long to, long covered, long readings) {
    Rollup.Gauge first = (Rollup.Gauge) parts.get(0);
    BigDecimal min = first.min();
    BigDecimal max = first.max();
    BigDecimal integral = BigDecimal.ZERO;
    for (Rollup part : parts) {
      Rollup.Gauge gauge = (Rollup.Gauge) part;
      min = min.min(gauge.min());
      max = max.max(gauge.max());
      integral = integral.add(gauge.integral());
    }
    return new Rollup.Gauge(from, to, covered, readings, min, max, integral);
  }
}
