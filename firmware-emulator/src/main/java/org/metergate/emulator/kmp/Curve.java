// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

/**
 * A load that follows the hours of the day and the days of the year, with an integral in closed
 * form: a counter can be computed at any time and matches the power exactly.
 *
 * @param mean over a year.
 * @param daily amplitude within a day.
 * @param peakHour of the day.
 * @param yearly amplitude within a year, highest in the middle of January.
 */
record Curve(double mean, double daily, double peakHour, double yearly) {
  private static final double DAY = 86_400;
  private static final double YEAR = 365.25 * DAY;
  private static final double COLDEST = 15 * DAY;

  /** Returns its value at a time, in seconds since 1970 by local standard time. */
  double at(double seconds) {
    return mean
        + daily * Math.cos(2 * Math.PI * (seconds - peakHour * 3600) / DAY)
        + yearly * Math.cos(2 * Math.PI * (seconds - COLDEST) / YEAR);
  }

  /** Returns its integral between two times, in its unit times hours. */
  double between(double from, double to) {
    return (integral(to) - integral(from)) / 3600;
  }

  private double integral(double seconds) {
    return mean * seconds
        + daily * DAY / (2 * Math.PI) * Math.sin(2 * Math.PI * (seconds - peakHour * 3600) / DAY)
        + yearly * YEAR / (2 * Math.PI) * Math.sin(2 * Math.PI * (seconds - COLDEST) / YEAR);
  }
}
