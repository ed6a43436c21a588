// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

/**
 * One day of a household: for each of three phases and each minute the active power that it draws
 * (negative where it feeds in) and the reactive power (negative where it is capacitive).
 */
public final class Day {
  /** Minutes of a day. */
  public static final int MINUTES = 1440;

  private final double[][] power = new double[3][MINUTES];
  private final double[][] reactive = new double[3][MINUTES];

  Day() {}

  /** Adds a load; minutes outside the day are ignored. */
  void add(int phase, int fromMinute, int minutes, double watts, double tangent) {
    int end = Math.min(MINUTES, fromMinute + minutes);
    for (int minute = Math.max(0, fromMinute); minute < end; minute++) {
      power[phase][minute] += watts;
      reactive[phase][minute] += watts * tangent;
    }
  }

  /** Adds a load that differs in each minute, without reactive power. */
  void addEach(int phase, double[] parts, double watts) {
    for (int minute = 0; minute < MINUTES; minute++) {
      power[phase][minute] += parts[minute] * watts;
    }
  }

  /**
   * Returns the active power of a minute.
   *
   * @param phase 0 to 2.
   * @param minute 0 to 1439.
   * @return watts.
   */
  public double power(int phase, int minute) {
    return power[phase][minute];
  }

  /**
   * Returns the reactive power of a minute.
   *
   * @param phase 0 to 2.
   * @param minute 0 to 1439.
   * @return var.
   */
  public double reactive(int phase, int minute) {
    return reactive[phase][minute];
  }
}
