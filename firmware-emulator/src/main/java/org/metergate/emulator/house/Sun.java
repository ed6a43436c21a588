// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

/**
 * Sunlight on a roof at 56 degrees north, by standard time: the sine of the sun's elevation, from
 * its declination and the hour angle, dimmed by clouds that depend on the seed.
 */
final class Sun {
  private static final double LATITUDE = Math.toRadians(56);
  private static final int CLOUD_MINUTES = 15;
  private static final double[] HOUR_COSINES = hourCosines();

  private final long seed;

  Sun(long seed) {
    this.seed = seed ^ 0x53756EL;
  }

  /**
   * Returns the yield of a solar plant.
   *
   * @param epochDay the day.
   * @return for each minute of the day a fraction of the plant's peak power, 0 to 1.
   */
  double[] yields(long epochDay) {
    double[] yields = new double[Day.MINUTES];
    double clear = 0.55 + 0.45 * SeededNoise.spread(seed, epochDay);
    double base = Math.sin(LATITUDE) * Math.sin(declination(epochDay));
    double swing = Math.cos(LATITUDE) * Math.cos(declination(epochDay));
    for (int from = 0; from < Day.MINUTES; from += CLOUD_MINUTES) {
      long block = epochDay * (Day.MINUTES / CLOUD_MINUTES) + from / CLOUD_MINUTES;
      double cloud = SeededNoise.spread(~seed, block);
      double change = (SeededNoise.spread(~seed, block + 1) - cloud) / CLOUD_MINUTES;
      for (int i = 0; i < CLOUD_MINUTES; i++) {
        double height = base + swing * HOUR_COSINES[from + i];
        double sky = clear * (1 + 0.35 * (cloud + change * i));
        yields[from + i] = Math.max(0, height) * Math.max(0.08, Math.min(1, sky));
      }
    }
    return yields;
  }

  /** Returns when the sun has almost set, in minutes of the day, after noon. */
  static int dusk(long epochDay) {
    double declination = declination(epochDay);
    double cosine =
        (0.02 - Math.sin(LATITUDE) * Math.sin(declination))
            / (Math.cos(LATITUDE) * Math.cos(declination));
    return (int) (720 + 720 * Math.acos(cosine) / Math.PI);
  }

  /** The declination of the sun, north of the equator, in radians. */
  private static double declination(long epochDay) {
    return -Math.toRadians(23.44) * Math.cos(2 * Math.PI * ((epochDay + 10) % 365.25) / 365.25);
  }

  private static double[] hourCosines() {
    double[] cosines = new double[Day.MINUTES];
    for (int minute = 0; minute < cosines.length; minute++) {
      cosines[minute] = Math.cos(Math.PI * (minute - 720) / 720);
    }
    return cosines;
  }
}
