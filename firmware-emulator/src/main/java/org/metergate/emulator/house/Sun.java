// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

/** Sunlight on a roof at 56 degrees north, by standard time; the clouds are the seed's. */
final class Sun {
  private static final double LATITUDE = Math.toRadians(56);
  private static final int CLOUD_MINUTES = 15;

  private final long seed;

  Sun(long seed) {
    this.seed = seed ^ 0x53756EL;
  }

  /**
   * Returns what a solar plant gives.
   *
   * @param epochDay the day.
   * @param minute of the day, 0 to 1439.
   * @return a part of its peak power, 0 to 1.
   */
  double yield(long epochDay, int minute) {
    double height = height(epochDay, minute);
    return height <= 0 ? 0 : Math.pow(height, 1.2) * sky(epochDay, minute);
  }

  /** Sine of the sun's elevation, from its declination and the hour angle. */
  static double height(long epochDay, int minute) {
    double year = 2 * Math.PI * ((epochDay + 10) % 365.25) / 365.25;
    double declination = -Math.toRadians(23.44) * Math.cos(year);
    double hour = Math.PI * (minute - 720) / 720;
    return Math.sin(LATITUDE) * Math.sin(declination)
        + Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(hour);
  }

  /** How clear the sky is: the day's weather with clouds that pass within quarters of an hour. */
  private double sky(long epochDay, int minute) {
    double clear = 0.55 + 0.45 * Chance.spread(seed, epochDay);
    long block = epochDay * (1440 / CLOUD_MINUTES) + minute / CLOUD_MINUTES;
    double part = minute % CLOUD_MINUTES / (double) CLOUD_MINUTES;
    double cloud =
        Chance.spread(~seed, block) * (1 - part) + Chance.spread(~seed, block + 1) * part;
    return Math.max(0.08, Math.min(1, clear + 0.35 * cloud * clear));
  }
}
