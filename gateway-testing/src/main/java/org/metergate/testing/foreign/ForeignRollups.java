// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.foreign;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads the roll-ups of a journal as another program would that has docs/concepts/journal.md and
 * nothing of ours: it uses no class of this project.
 */
public final class ForeignRollups {
  private static final long QUARTER = 900_000;

  /** An interval, as its start in milliseconds, what was observed of it, and its values. */
  public record Interval(long from, long covered, long readings, List<String> values) {}

  private final byte[] data;
  private int position;

  private ForeignRollups(String hex) {
    data = HexFormat.of().parseHex(hex);
  }

  /** The minutes of a series, in order. */
  public static List<Interval> minutes(ForeignReader.Query query, long series) throws Exception {
    boolean counter = isCounter(query, series);
    List<Interval> intervals = new ArrayList<>();
    for (Map<String, String> row :
        query.rows(
            "SELECT place >> 32 AS quarter, hex(data) AS data FROM rollup_minute"
                + " WHERE (place & 0xFFFFFFFF) = "
                + series
                + " ORDER BY place")) {
      long start = Long.parseLong(row.get("quarter")) * QUARTER;
      intervals.addAll(new ForeignRollups(row.get("data")).row(start, 60_000, counter));
    }
    return intervals;
  }

  /** The hours of a series in days that are over, in order. */
  public static List<Interval> hours(ForeignReader.Query query, long series) throws Exception {
    boolean counter = isCounter(query, series);
    List<Interval> intervals = new ArrayList<>();
    for (Map<String, String> row :
        query.rows(
            "SELECT place & 0xFFFFFF AS day, hex(data) AS data FROM rollup_day"
                + " WHERE place >> 56 = 60 AND ((place >> 24) & 0xFFFFFFFF) = "
                + series
                + " ORDER BY place")) {
      long start = Long.parseLong(row.get("day")) * 96 * QUARTER;
      intervals.addAll(new ForeignRollups(row.get("data")).row(start, 3_600_000, counter));
    }
    return intervals;
  }

  private static boolean isCounter(ForeignReader.Query query, long series) throws Exception {
    String kind = query.rows("SELECT kind FROM series WHERE id = " + series).get(0).get("kind");
    return kind.equals("COUNTER");
  }

  private List<Interval> row(long start, long length, boolean counter) {
    List<Interval> intervals = new ArrayList<>();
    int scale = (int) ((unsigned().longValue() - 1) / 2);
    long from = start;
    long missing = 0;
    long readings = 0;
    BigInteger before = BigInteger.ZERO;
    while (position < data.length) {
      long distance = unsigned().longValue();
      if (distance > 0) {
        from += (distance - 1) * length;
        missing = unsigned().longValue();
        readings = unsigned().longValue();
      }
      List<String> values = new ArrayList<>();
      if (counter) {
        int flags = unsigned().intValue();
        for (int end = 0; end < 2; end++, flags >>= 2) {
          if ((flags & 1) != 0) {
            before = before.add(signed());
          }
          String value = new BigDecimal(before, scale) + ((flags & 2) == 0 ? "" : " estimated");
          values.add((flags & 1) == 0 ? "unknown" : value);
        }
      } else {
        BigInteger low = signed();
        values.add(new BigDecimal(low, scale).toString());
        values.add(new BigDecimal(low.add(signed()), scale).toString());
        values.add(new BigDecimal(signed(), scale).toString());
      }
      intervals.add(new Interval(from, length - missing, readings, values));
      from += length;
    }
    return intervals;
  }

  private BigInteger unsigned() {
    BigInteger value = BigInteger.ZERO;
    for (int shift = 0; ; shift += 7) {
      int next = data[position++];
      value = value.or(BigInteger.valueOf(next & 0x7F).shiftLeft(shift));
      if (next >= 0) {
        return value;
      }
    }
  }

  private BigInteger signed() {
    BigInteger zigzag = unsigned();
    return zigzag.testBit(0) ? zigzag.shiftRight(1).not() : zigzag.shiftRight(1);
  }
}
