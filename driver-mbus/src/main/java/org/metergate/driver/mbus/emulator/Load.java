// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

/**
 * A load that follows the hours of the day, with an integral in closed form: a counter can be
 * computed at any time and matches the load exactly. Times are seconds since 1970 by the meter's
 * own clock.
 *
 * @param mean over a day.
 * @param swing how much higher it is at its peak, and lower twelve hours later; at most the mean.
 * @param peakHour of the day.
 */
record Load(double mean, double swing, double peakHour) {
  /** When every emulated meter began to count: 2025-01-01. */
  static final double INSTALLED = 1_735_689_600;

  private static final double DAY = 86_400;
  private static final double HOUR = 3600;

  /** Returns the load at a time. */
  double at(double seconds) {
    return mean + swing * Math.cos(angle(seconds));
  }

  /** Returns its integral from the installation to a time, in its unit times hours. */
  double since(double seconds) {
    return seconds <= INSTALLED ? 0 : (integral(seconds) - integral(INSTALLED)) / HOUR;
  }

  /** Returns the highest load between two times. */
  double highest(double from, double to) {
    double peak = from + DAY - Math.floorMod((long) (from - peakHour * HOUR), (long) DAY);
    return peak <= to ? mean + swing : Math.max(at(from), at(to));
  }

  private double integral(double seconds) {
    return mean * seconds + swing * DAY / (2 * Math.PI) * Math.sin(angle(seconds));
  }

  private double angle(double seconds) {
    return 2 * Math.PI * (seconds - peakHour * HOUR) / DAY;
  }
}
