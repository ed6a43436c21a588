// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.metergate.journal.sql.ByteSink;
import org.metergate.journal.sql.Varints;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Rollup;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/** The blob of a roll-up row, as described in {@code docs/concepts/journal.md}. Pure. */
final class RollupCodec {
  private static final int KNOWN = 1;
  private static final int ESTIMATED = 2;

  private RollupCodec() {}

  /** What consecutive intervals mostly have in common. */
  private record Head(long missing, long readings) {
    private static final Head NONE = new Head(-1, -1);
  }

  /**
   * Writes the intervals of one row.
   *
   * @param rollups in order, all counters or all gauges of one length.
   * @param start where the row begins, UTC milliseconds.
   */
  static byte[] encode(List<Rollup> rollups, long start) {
    ByteSink out = new ByteSink();
    int scale = rollups.stream().mapToInt(RollupCodec::scale).max().orElse(0);
    Varints.putUnsigned(out, 2L * scale + 1);
    long end = start;
    Head head = Head.NONE;
    BigInteger before = BigInteger.ZERO;
    for (Rollup rollup : rollups) {
      long length = rollup.to() - rollup.from();
      Head own = new Head(length - rollup.covered(), rollup.readings());
      if (rollup.from() == end && own.equals(head)) {
        Varints.putUnsigned(out, 0);
      } else {
        Varints.putUnsigned(out, (rollup.from() - end) / length + 1);
        Varints.putUnsigned(out, own.missing());
        Varints.putUnsigned(out, own.readings());
      }
      head = own;
      end = rollup.to();
      if (rollup instanceof Rollup.Counter counter) {
        Varints.putUnsigned(out, flags(counter.first()) | flags(counter.last()) << 2);
        before = put(out, counter.first(), scale, before);
        before = put(out, counter.last(), scale, before);
      } else if (rollup instanceof Rollup.Gauge gauge) {
        BigInteger min = unscaled(gauge.min(), scale);
        Varints.putSigned(out, min);
        Varints.putSigned(out, unscaled(gauge.max(), scale).subtract(min));
        Varints.putSigned(out, unscaled(gauge.integral(), scale));
      }
    }
    return out.toArray();
  }

  private static int scale(Rollup rollup) {
    if (rollup instanceof Rollup.Gauge gauge) {
      return Math.max(gauge.integral().scale(), Math.max(gauge.min().scale(), gauge.max().scale()));
    }
    Rollup.Counter counter = (Rollup.Counter) rollup;
    return Math.max(scale(counter.first()), scale(counter.last()));
  }

  private static int scale(Boundary boundary) {
    return boundary == null ? 0 : boundary.value().scale();
  }

  private static int flags(Boundary boundary) {
    return boundary == null ? 0 : KNOWN | (boundary.estimated() ? ESTIMATED : 0);
  }

  private static BigInteger unscaled(BigDecimal value, int scale) {
    return value.setScale(scale).unscaledValue();
  }

  private static BigInteger put(ByteSink out, Boundary boundary, int scale, BigInteger before) {
    if (boundary == null) {
      return before;
    }
    BigInteger value = unscaled(boundary.value(), scale);
    Varints.putSigned(out, value.subtract(before));
    return value;
  }

  /**
   * Reads a row.
   *
   * @param data its blob.
   * @param counter whether the series is a counter.
   * @param minutes the length of its intervals.
   * @param start where it begins, UTC milliseconds.
   * @throws MalformedException when it is damaged.
   */
  static List<Rollup> decode(byte[] data, boolean counter, int minutes, long start)
      throws MalformedException {
    ByteCursor in = new ByteCursor(data);
    long first = Varints.unsigned(in);
    boolean early = first % 2 == 0; // rows from before the first release have the distance itself
    int scale = (int) (first / 2);
    Head head = Head.NONE;
    long length = minutes * Downsampler.MINUTE;
    List<Rollup> rollups = new ArrayList<>();
    BigInteger before = BigInteger.ZERO;
    long from = start;
    while (in.remaining() > 0) {
      long distance = Varints.unsigned(in) - (early ? 0 : 1);
      if (distance >= 0) {
        from += distance * length;
        head = new Head(Varints.unsigned(in), Varints.unsigned(in));
      }
      long covered = length - head.missing();
      long readings = head.readings();
      if (counter) {
        int flags = (int) Varints.unsigned(in);
        Boundary begin = boundary(in, flags, scale, before);
        before = begin == null ? before : begin.value().unscaledValue();
        Boundary last = boundary(in, flags >> 2, scale, before);
        before = last == null ? before : last.value().unscaledValue();
        rollups.add(new Rollup.Counter(from, from + length, covered, readings, begin, last));
      } else {
        BigInteger min = Varints.bigSigned(in);
        BigInteger max = min.add(Varints.bigSigned(in));
        BigDecimal integral = new BigDecimal(Varints.bigSigned(in), scale);
        rollups.add(
            new Rollup.Gauge(
                from,
                from + length,
                covered,
                readings,
                new BigDecimal(min, scale),
                new BigDecimal(max, scale),
                integral));
      }
      from += length;
    }
    return rollups;
  }

  private static Boundary boundary(ByteCursor in, int flags, int scale, BigInteger before)
      throws MalformedException {
    if ((flags & KNOWN) == 0) {
      return null;
    }
    BigInteger value = before.add(Varints.bigSigned(in));
    return new Boundary(new BigDecimal(value, scale), (flags & ESTIMATED) != 0);
  }
}
