// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Rollup;
import org.metergate.web.api.HistoryView.Converted;

/**
 * Adds up what a counter moved by, from one known value to the next. A step back adds nothing and
 * makes the sum incomplete. One thread.
 */
final class Counting {
  private final Interval asked;
  private final long end;
  private Boundary first;
  private Boundary last;
  private long firstTime;
  private long lastTime;
  private long covered;
  private BigDecimal sum = BigDecimal.ZERO;
  private boolean back;

  /**
   * Begins with nothing.
   *
   * @param from where the sum is asked for from.
   * @param to where it ends; buckets behind it are ignored.
   */
  Counting(long from, long to) {
    asked = new Interval(from, Math.max(from, to));
    end = to;
  }

  /** Takes the next bucket. */
  void take(Rollup.Counter bucket) {
    if (bucket.from() < asked.from() || bucket.to() > end) {
      return;
    }
    covered += bucket.covered();
    see(bucket.first(), bucket.from());
    see(bucket.last(), bucket.to());
  }

  private void see(Boundary value, long time) {
    if (value == null) {
      return;
    }
    if (first == null) {
      first = value;
      firstTime = time;
    } else {
      BigDecimal by = value.value().subtract(last.value());
      back |= by.signum() < 0;
      sum = sum.add(by.max(BigDecimal.ZERO));
    }
    last = value;
    lastTime = time;
  }

  /** The time of the last known value; the beginning where there is none. */
  long known() {
    return last == null ? asked.from() : lastTime;
  }

  /**
   * Returns the sum.
   *
   * @param until up to where values can be known: for a period that is running, the last known one.
   * @return nothing where fewer than two values are known.
   */
  Optional<Growth> growth(Converted unit, long until) {
    if (first == null || firstTime == lastTime) {
      return Optional.empty();
    }
    long length = Math.max(1, until - asked.from());
    return Optional.of(
        new Growth(
            unit.number(sum),
            new Interval(firstTime, lastTime),
            BigDecimal.valueOf(Math.min(covered, length))
                .divide(BigDecimal.valueOf(length), 3, RoundingMode.DOWN),
            !back && firstTime == asked.from() && lastTime >= until,
            first.estimated() || last.estimated()));
  }
}
