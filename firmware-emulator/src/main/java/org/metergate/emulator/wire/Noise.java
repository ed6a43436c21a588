// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What is on a wire that is no meter. Equal seeds result in equal noise. Each kind is a signal that
 * rests high; as a disturbance of another signal use {@link #glitches}, which rests low.
 */
public final class Noise implements Signal {
  private static final double SECOND = 1e9;
  private static final double MILLI = 1e6;

  /** Makes the next changes: how long after the last one each comes, in nanoseconds. */
  @FunctionalInterface
  private interface Pattern {
    double[] next(SplittableRandom random);
  }

  private final SplittableRandom random;
  private final Pattern pattern;
  private boolean level;
  private double last;
  private double[] pauses = {};
  private int next;

  private Noise(boolean level, long seed, long start, Pattern pattern) {
    this.level = level;
    this.random = new SplittableRandom(seed);
    this.pattern = pattern;
    this.last = start;
    plan();
  }

  /**
   * A wire that is open at its far end and lies close to mains: the level follows the mains, with
   * some chatter at each crossing.
   *
   * @param hertz 50, or 100 behind a lamp or a rectifier.
   * @param seed determines the chatter.
   * @param start when it begins, nanoseconds.
   * @return the signal.
   */
  public static Noise hum(int hertz, long seed, long start) {
    double half = SECOND / (2 * hertz);
    double chatter = 0.3 * MILLI;
    return new Noise(
        true,
        seed,
        start,
        random -> {
          // an even number of extra changes leaves the level as the crossing set it
          int extra = 2 * (random.nextInt(4) == 0 ? 1 : 0);
          double[] at = new double[1 + extra];
          at[0] = half + random.nextDouble(-chatter, chatter);
          double rest = half - at[0];
          for (int i = 1; i <= extra; i++) {
            at[i] = chatter / 2 * random.nextDouble();
            rest -= at[i];
          }
          return afterwards(at, rest);
        });
  }

  /** Ends a pattern so that the next one begins later or earlier by a rest. */
  private static double[] afterwards(double[] at, double rest) {
    double[] all = Arrays.copyOf(at, at.length + 1);
    all[at.length] = rest;
    return all;
  }

  /**
   * A level that changes at random all the time: no common ground, or radio.
   *
   * @param perSecond how many changes on average.
   * @param seed determines them.
   * @param start when it begins, nanoseconds.
   * @return the signal.
   */
  public static Noise random(double perSecond, long seed, long start) {
    return new Noise(
        true,
        seed,
        start,
        random -> new double[] {exponential(random, SECOND / perSecond), Double.NaN});
  }

  /**
   * Single pulses from 3 microseconds to 1 ms, mostly short ones: a loose wire, a switch nearby.
   *
   * @param perSecond how many on average.
   * @param seed determines them.
   * @param start when it begins, nanoseconds.
   * @return the signal, which rests high.
   */
  public static Noise spikes(double perSecond, long seed, long start) {
    return pulses(true, perSecond, -5.5, -3, seed, start);
  }

  /**
   * Pulses from 0.1 to 1 ms that invert another signal: a bad contact.
   *
   * @param perSecond how many on average.
   * @param seed determines them.
   * @param start when it begins, nanoseconds.
   * @return the disturbance, which rests low.
   */
  public static Noise glitches(double perSecond, long seed, long start) {
    return pulses(false, perSecond, -4, -3, seed, start);
  }

  /** Pulses whose length is spread evenly over powers of ten of a second. */
  private static Noise pulses(
      boolean rest, double perSecond, double shortest, double longest, long seed, long start) {
    return new Noise(
        rest,
        seed,
        start,
        random ->
            new double[] {
              exponential(random, SECOND / perSecond),
              SECOND * Math.pow(10, random.nextDouble(shortest, longest)),
              Double.NaN
            });
  }

  /**
   * Stretches of noise with pauses between them, each of another length: a motor, a dimmer.
   *
   * @param seed determines them.
   * @param start when it begins, nanoseconds.
   * @return the signal.
   */
  public static Noise bursts(long seed, long start) {
    return new Noise(
        true,
        seed,
        start,
        random -> {
          double length = random.nextDouble(0.05, 1.5);
          double perSecond = Math.pow(10, random.nextDouble(2.5, 4));
          int changes = 2 * Math.max(1, (int) (length * perSecond / 2));
          double[] at = new double[changes + 1];
          at[0] = exponential(random, 4 * SECOND);
          for (int i = 1; i < changes; i++) {
            at[i] = exponential(random, SECOND / perSecond);
          }
          at[changes] = Double.NaN;
          return at;
        });
  }

  private static double exponential(SplittableRandom random, double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }

  /**
   * The last entry of a pattern is no change: it shifts the beginning of the next pattern, or is
   * NaN where there is nothing to shift.
   */
  private void plan() {
    while (next >= pauses.length - 1) {
      double shift = pauses.length == 0 ? Double.NaN : pauses[pauses.length - 1];
      last += Double.isNaN(shift) ? 0 : shift;
      pauses = pattern.next(random);
      next = 0;
    }
  }

  @Override
  public boolean level() {
    return level;
  }

  @Override
  public long nextNanos() {
    return Math.round(last + Math.max(1, pauses[next]));
  }

  @Override
  public void advance(long nanos) {
    while (nextNanos() <= nanos) {
      last += Math.max(1, pauses[next]);
      next++;
      level = !level;
      plan();
    }
  }
}
