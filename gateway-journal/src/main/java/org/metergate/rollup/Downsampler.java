// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Downsamples the readings of one series to intervals of equal length. The time between two
 * readings that are at most three usual intervals apart counts as observed: a gauge keeps the
 * earlier value, a counter grows linearly. A longer distance is a gap, in which nothing is known.
 */
public final class Downsampler {
  /** The shortest interval that is kept, in milliseconds. */
  public static final long MINUTE = 60_000;

  /** The next longer one, a quarter of an hour. */
  public static final long QUARTER = 15 * MINUTE;

  /** The longest that does not depend on a time zone. */
  public static final long HOUR = 60 * MINUTE;

  /** How far a reading may be from any boundary and still be used as its value, milliseconds. */
  public static final long NEAR = 90_000;

  /** How far it may be at least, for intervals of a minute or a little more. */
  private static final long NEAR_A_MINUTE = 15_000;

  private final List<Sample> samples;
  private final long maxGap;

  private Downsampler(List<Sample> samples, long usual) {
    this.samples = samples;
    this.maxGap = 3 * usual;
  }

  /** What is accumulated for one interval. */
  private static final class Cell {
    private long covered;
    private long readings;
    private BigDecimal min;
    private BigDecimal max;
    private BigDecimal integral = BigDecimal.ZERO;

    private void add(BigDecimal value, long millis) {
      covered += millis;
      if (millis > 0) {
        integral = integral.add(value.multiply(BigDecimal.valueOf(millis)));
      }
      min = min == null ? value : min.min(value);
      max = max == null ? value : max.max(value);
    }
  }

  /**
   * Returns how far before and after an interval readings affect it.
   *
   * @param usual the usual time between two readings of the series, milliseconds.
   * @return milliseconds.
   */
  public static long reach(long usual) {
    return Math.max(3 * usual, NEAR);
  }

  /**
   * Returns how far a reading may be from the boundary of an interval and still be used as its
   * value: a tenth of the interval, at least 15 s and at most 90 s.
   *
   * @param step the length of the interval, milliseconds.
   * @return milliseconds; below zero for an interval under a minute, whose boundaries have no
   *     value.
   */
  public static long tolerance(long step) {
    return step < MINUTE ? -1 : Math.min(NEAR, Math.max(NEAR_A_MINUTE, step / 10));
  }

  /**
   * Downsamples gauges.
   *
   * @param samples in the order of their times; all within {@link #reach} of the range.
   * @param usual the usual time between two readings, milliseconds.
   * @param step the length of an interval, milliseconds.
   * @param from where the first begins.
   * @param to where the last one ends, a whole number of steps later.
   * @return in order, without intervals in which nothing is known.
   */
  public static List<Rollup> gauges(
      List<Sample> samples, long usual, long step, long from, long to) {
    Cell[] cells = new Downsampler(samples, usual).cells(step, from, to);
    List<Rollup> rollups = new ArrayList<>(cells.length);
    for (int i = 0; i < cells.length; i++) {
      Cell c = cells[i];
      if (c.min != null) {
        long start = from + i * step;
        rollups.add(
            new Rollup.Gauge(start, start + step, c.covered, c.readings, c.min, c.max, c.integral));
      }
    }
    return rollups;
  }

  /**
   * Downsamples counters.
   *
   * @param samples as in {@link #gauges}.
   * @param usual as in {@link #gauges}.
   * @param step as in {@link #gauges}.
   * @param from as in {@link #gauges}.
   * @param to as in {@link #gauges}.
   * @return as in {@link #gauges}.
   */
  public static List<Rollup> counters(
      List<Sample> samples, long usual, long step, long from, long to) {
    Downsampler downsampler = new Downsampler(samples, usual);
    Cell[] cells = downsampler.cells(step, from, to);
    List<Rollup> rollups = new ArrayList<>(cells.length);
    long near = tolerance(step);
    Boundary first = downsampler.at(from, near);
    for (int i = 0; i < cells.length; i++) {
      long start = from + i * step;
      Boundary last = downsampler.at(start + step, near);
      Cell c = cells[i];
      if (c.covered > 0 || c.readings > 0 || first != null || last != null) {
        rollups.add(new Rollup.Counter(start, start + step, c.covered, c.readings, first, last));
      }
      first = last;
    }
    return rollups;
  }

  private Cell[] cells(long step, long from, long to) {
    Cell[] cells = new Cell[Math.toIntExact((to - from) / step)];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Cell();
    }
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (sample.time() >= from && sample.time() < to) {
        Cell cell = cells[(int) ((sample.time() - from) / step)];
        cell.readings++;
        cell.add(sample.value(), 0);
      }
      if (i + 1 < samples.size() && samples.get(i + 1).time() - sample.time() <= maxGap) {
        spread(cells, step, from, sample, Math.min(samples.get(i + 1).time(), to));
      }
    }
    return cells;
  }

  private static void spread(Cell[] cells, long step, long from, Sample sample, long end) {
    long begin = Math.max(sample.time(), from);
    while (begin < end) {
      int i = (int) ((begin - from) / step);
      long until = Math.min(end, from + (i + 1) * step);
      cells[i].add(sample.value(), until - begin);
      begin = until;
    }
  }

  /** The value of the counter at a time; null in a gap, and if nothing can be near enough. */
  private Boundary at(long time, long near) {
    if (near < 0) {
      return null;
    }
    int next = firstAtOrAfter(time);
    Sample after = next < samples.size() ? samples.get(next) : null;
    Sample before = next > 0 ? samples.get(next - 1) : null;
    Sample nearest = nearest(before, after, time);
    if (nearest != null && Math.abs(nearest.time() - time) <= near) {
      return new Boundary(nearest.value(), false);
    }
    if (before == null || after == null || after.time() - before.time() > maxGap) {
      return null;
    }
    BigDecimal growth = after.value().subtract(before.value());
    if (growth.signum() < 0) {
      return null;
    }
    BigDecimal part =
        growth
            .multiply(BigDecimal.valueOf(time - before.time()))
            .divide(
                BigDecimal.valueOf(after.time() - before.time()),
                Math.max(0, growth.scale()),
                RoundingMode.FLOOR);
    return new Boundary(before.value().add(part), true);
  }

  /** Prefers the later one if both are equally far. */
  private static Sample nearest(Sample before, Sample after, long time) {
    if (before == null || after == null) {
      return before == null ? after : before;
    }
    return time - before.time() < after.time() - time ? before : after;
  }

  private int firstAtOrAfter(long time) {
    int low = 0;
    int high = samples.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (samples.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
