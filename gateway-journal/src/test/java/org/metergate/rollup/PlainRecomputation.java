// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A second, slow implementation of the rules: it walks through an interval in steps of {@link
 * #TICK} and checks all readings at each. Readings must lie on ticks.
 */
final class PlainRecomputation {
  static final long TICK = 5_000;

  private final List<Sample> samples;
  private final long usual;

  PlainRecomputation(List<Sample> samples, long usual) {
    this.samples = samples;
    this.usual = usual;
  }

  Rollup.Gauge gauge(long from, long to) {
    long covered = 0;
    long readings = 0;
    BigDecimal min = null;
    BigDecimal max = null;
    BigDecimal integral = BigDecimal.ZERO;
    for (long tick = from; tick < to; tick += TICK) {
      for (Sample p : samples) {
        if (p.time() == tick) {
          readings++;
          min = min == null || p.value().compareTo(min) < 0 ? p.value() : min;
          max = max == null || p.value().compareTo(max) > 0 ? p.value() : max;
        }
      }
      Sample before = lastUpTo(tick);
      Sample after = firstBehind(tick);
      if (before != null && after != null && after.time() - before.time() <= 3 * usual) {
        covered += TICK;
        integral = integral.add(before.value().multiply(BigDecimal.valueOf(TICK)));
        min = min == null || before.value().compareTo(min) < 0 ? before.value() : min;
        max = max == null || before.value().compareTo(max) > 0 ? before.value() : max;
      }
    }
    return new Rollup.Gauge(from, to, covered, readings, min, max, integral);
  }

  Rollup.Counter counter(long from, long to) {
    Rollup.Gauge time = gauge(from, to);
    return new Rollup.Counter(
        from,
        to,
        time.covered(),
        time.readings(),
        boundary(from, near(to - from)),
        boundary(to, near(to - from)));
  }

  /** A tenth of the interval, at least 15 s, at most 90 s. */
  private static long near(long length) {
    long tenth = length / 10;
    return tenth < 15_000 ? 15_000 : tenth > 90_000 ? 90_000 : tenth;
  }

  Boundary boundary(long time, long near) {
    Sample best = null;
    for (Sample p : samples) {
      long distance = Math.abs(p.time() - time);
      if (distance > near) {
        continue;
      }
      long record = best == null ? Long.MAX_VALUE : Math.abs(best.time() - time);
      boolean closer = distance < record;
      boolean laterOfTwo = distance == record && best.time() < time;
      if (closer || laterOfTwo) {
        best = p;
      }
    }
    if (best != null) {
      return new Boundary(best.value(), false);
    }
    Sample before = lastUpTo(time);
    Sample after = firstBehind(time);
    if (before == null || after == null || after.time() - before.time() > 3 * usual) {
      return null;
    }
    BigDecimal growth = after.value().subtract(before.value());
    if (growth.signum() < 0) {
      return null;
    }
    BigDecimal share = growth.multiply(BigDecimal.valueOf(time - before.time()));
    BigDecimal part =
        share.divide(
            BigDecimal.valueOf(after.time() - before.time()), growth.scale(), RoundingMode.FLOOR);
    return new Boundary(before.value().add(part), true);
  }

  private Sample lastUpTo(long time) {
    Sample last = null;
    for (Sample p : samples) {
      if (p.time() <= time) {
        last = p;
      }
    }
    return last;
  }

  private Sample firstBehind(long time) {
    for (Sample p : samples) {
      if (p.time() > time) {
        return p;
      }
    }
    return null;
  }
}
