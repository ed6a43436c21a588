// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

import java.util.SplittableRandom;

/**
 * Random numbers that depend only on a seed and a point in time, so that any day and any second can
 * be computed without those before it.
 */
public final class SeededNoise {
  private SeededNoise() {}

  /**
   * Returns a random source for a day or another period.
   *
   * @param seed of the household.
   * @param place for example the number of the day.
   * @return always the same sequence.
   */
  public static SplittableRandom at(long seed, long place) {
    return new SplittableRandom(mix(mix(seed) ^ place));
  }

  /**
   * Returns one number for a point in time.
   *
   * @param seed of the household.
   * @param place the point in time.
   * @return -1 to 1, uniformly distributed.
   */
  public static double spread(long seed, long place) {
    return (mix(mix(seed) ^ place) >> 11) * 0x1.0p-52;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom generators). */
  private static long mix(long z) {
    long a = z + 0x9E3779B97F4A7C15L;
    long b = (a ^ a >>> 30) * 0xBF58476D1CE4E5B9L;
    long c = (b ^ b >>> 27) * 0x94D049BB133111EBL;
    return c ^ c >>> 31;
  }
}
