// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.metergate.web.history.data.GeneratedYear.Raw;

/**
 * The numbers of an interval straight from the raw readings of one series, without buckets: a
 * second implementation of the documented rules, for readings about every quarter of an hour.
 */
final class PlainNumbers {
  private static final long NEAR = 90_000;
  private static final long GAP = 3 * 900_000;

  private final List<Raw> all;
  private final long gap;

  PlainNumbers(List<Raw> all) {
    this(all, GAP);
  }

  PlainNumbers(List<Raw> all, long gap) {
    this.all = all;
    this.gap = gap;
  }

  /** A value at a moment: a reading within 90 s, else between two that are not far apart. */
  record Value(long number, boolean estimated) {}

  Optional<Value> at(long moment) {
    int next = after(moment);
    Raw later = next < all.size() ? all.get(next) : null;
    Raw earlier = next > 0 ? all.get(next - 1) : null;
    long toLater = later == null ? Long.MAX_VALUE : later.time() - moment;
    long toEarlier = earlier == null ? Long.MAX_VALUE : moment - earlier.time();
    if (Math.min(toLater, toEarlier) <= NEAR) {
      return Optional.of(new Value((toLater <= toEarlier ? later : earlier).number(), false));
    }
    if (later == null || earlier == null || later.time() - earlier.time() > gap) {
      return Optional.empty();
    }
    BigInteger grown = BigInteger.valueOf(later.number() - earlier.number());
    BigInteger part =
        grown
            .multiply(BigInteger.valueOf(toEarlier))
            .divide(BigInteger.valueOf(later.time() - earlier.time()));
    return Optional.of(new Value(earlier.number() + part.longValueExact(), true));
  }

  Optional<Long> used(long from, long to) {
    return at(from).flatMap(first -> at(to).map(last -> last.number() - first.number()));
  }

  boolean estimated(long from, long to) {
    return at(from).filter(Value::estimated).isPresent()
        || at(to).filter(Value::estimated).isPresent();
  }

  long readings(long from, long to) {
    return after(to) - after(from);
  }

  BigDecimal coverage(long from, long to) {
    long covered = 0;
    for (int i = Math.max(0, after(from) - 1); i + 1 < all.size() && all.get(i).time() < to; i++) {
      covered += held(i, from, to);
    }
    return BigDecimal.valueOf(covered).divide(BigDecimal.valueOf(to - from), 3, RoundingMode.DOWN);
  }

  /** How long the value of a reading held within a time. */
  private long held(int i, long from, long to) {
    long begin = all.get(i).time();
    long end = all.get(i + 1).time();
    return end - begin > gap ? 0 : Math.max(0, Math.min(end, to) - Math.max(begin, from));
  }

  /** Lowest, mean and highest value, the mean with two decimals more; empty without a reading. */
  Optional<List<BigDecimal>> gauge(long from, long to) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    long covered = 0;
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = Math.max(0, after(from) - 1); i < all.size() && all.get(i).time() < to; i++) {
      Raw one = all.get(i);
      long held = i + 1 < all.size() ? held(i, from, to) : 0;
      if (held > 0 || one.time() >= from) {
        min = Math.min(min, one.number());
        max = Math.max(max, one.number());
      }
      covered += held;
      sum = sum.add(BigDecimal.valueOf(one.number(), 3).multiply(BigDecimal.valueOf(held)));
    }
    if (readings(from, to) == 0) {
      return Optional.empty();
    }
    BigDecimal mean =
        covered == 0 ? null : sum.divide(BigDecimal.valueOf(covered), 5, RoundingMode.HALF_EVEN);
    return Optional.of(
        java.util.Arrays.asList(BigDecimal.valueOf(min, 3), mean, BigDecimal.valueOf(max, 3)));
  }

  /** The place of the first reading at or after a moment. */
  private int after(long moment) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (all.get(middle).time() < moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
