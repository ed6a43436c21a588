// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

/**
 * One phase at one moment; current and power factor are derived from the rest, so that all values
 * are consistent.
 *
 * @param watts active power, negative where it is fed in.
 * @param vars reactive power, negative where it is capacitive.
 * @param volts to neutral, more than zero.
 */
public record Phase(double watts, double vars, double volts) {

  /**
   * Returns the apparent power.
   *
   * @return in VA.
   */
  public double voltAmperes() {
    return Math.hypot(watts, vars);
  }

  /**
   * Returns the current.
   *
   * @return in A.
   */
  public double amperes() {
    return voltAmperes() / volts;
  }

  /**
   * Returns the power factor.
   *
   * @return the absolute ratio of active to apparent power; 1 where no current flows, as meters
   *     show it.
   */
  public double factor() {
    return factor(watts, vars);
  }

  /**
   * Computes a power factor.
   *
   * @param watts active power.
   * @param vars reactive power.
   * @return as {@link #factor()}.
   */
  public static double factor(double watts, double vars) {
    double apparent = Math.hypot(watts, vars);
    return apparent == 0 ? 1 : Math.abs(watts) / apparent;
  }
}
