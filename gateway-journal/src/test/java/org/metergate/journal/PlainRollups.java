// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Rollup;
import org.metergate.rollup.Sample;

/**
 * What an interval must be, straight from its definition: each is computed separately from all
 * readings, slowly, without the program's own downsampling and merging.
 */
final class PlainRollups {
  private final List<Sample> samples;
  private final long hole;

  /**
   * Creates it for all readings of a series.
   *
   * @param samples in the order of their times.
   * @param usual the usual time between two.
   */
  PlainRollups(List<Sample> samples, long usual) {
    this.samples = samples;
    this.hole = 3 * usual;
  }

  /** A counter from one time to another; nothing if it has no reading. */
  Optional<Rollup> counter(long from, long to) {
    long near = to - from <= 60_000 ? 15_000 : 90_000;
    return readings(from, to) > 0
        ? Optional.of(
            new Rollup.Counter(
                from, to, covered(from, to), readings(from, to), at(from, near), at(to, near)))
        : Optional.empty();
  }

  /** A gauge from one time to another; nothing if it has no reading. */
  Optional<Rollup> gauge(long from, long to) {
    List<BigDecimal> values = new ArrayList<>();
    BigDecimal integral = BigDecimal.ZERO;
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      long stood = overlap(i, from, to);
      if (stood > 0 || sample.time() >= from && sample.time() < to) {
        values.add(sample.value());
        integral = integral.add(sample.value().multiply(BigDecimal.valueOf(stood)));
      }
    }
    if (readings(from, to) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Rollup.Gauge(
            from,
            to,
            covered(from, to),
            readings(from, to),
            values.stream().reduce(BigDecimal::min).get(),
            values.stream().reduce(BigDecimal::max).get(),
            integral));
  }

  /** A counter at a time, as near as the interval that begins there allows. */
  Optional<Boundary> counter(long time) {
    return Optional.ofNullable(at(time, time % 900_000 == 0 ? 90_000 : 15_000));
  }

  private long readings(long from, long to) {
    return samples.stream().filter(p -> p.time() >= from && p.time() < to).count();
  }

  private long covered(long from, long to) {
    long covered = 0;
    for (int i = 0; i < samples.size(); i++) {
      covered += overlap(i, from, to);
    }
    return covered;
  }

  /** How long a reading held within an interval: until the next one, but not at all in a gap. */
  private long overlap(int i, long from, long to) {
    if (i + 1 == samples.size() || samples.get(i + 1).time() - samples.get(i).time() > hole) {
      return 0;
    }
    long begin = Math.max(samples.get(i).time(), from);
    return Math.max(0, Math.min(samples.get(i + 1).time(), to) - begin);
  }

  /**
   * The nearest reading that is near enough, the later one of two equally near, else interpolated.
   */
  private Boundary at(long time, long near) {
    Sample nearest = null;
    Sample before = null;
    Sample after = null;
    for (Sample sample : samples) {
      long distance = Math.abs(sample.time() - time);
      boolean nearer = nearest == null || distance < Math.abs(nearest.time() - time);
      boolean later = nearest != null && nearest.time() < time && sample.time() >= time;
      if (nearer || later && distance == Math.abs(nearest.time() - time)) {
        nearest = sample;
      } else if (nearest.time() < time && sample.time() == nearest.time()) {
        nearest = sample; // of two at the same time the one stored last applies before a boundary
      }
      before = sample.time() < time ? sample : before;
      after = after == null && sample.time() >= time ? sample : after;
    }
    if (nearest != null && Math.abs(nearest.time() - time) <= near) {
      return new Boundary(nearest.value(), false);
    }
    if (before == null || after == null || after.time() - before.time() > hole) {
      return null;
    }
    BigDecimal growth = after.value().subtract(before.value());
    if (growth.signum() < 0) {
      return null;
    }
    long whole = after.time() - before.time();
    BigDecimal part =
        growth
            .multiply(BigDecimal.valueOf(time - before.time()))
            .divide(BigDecimal.valueOf(whole), Math.max(0, growth.scale()), RoundingMode.FLOOR);
    return new Boundary(before.value().add(part), true);
  }
}
