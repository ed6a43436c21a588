// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

/**
 * One phase at one moment; current and power factor follow from the rest, so that all fit together.
 *
 * @param watts active power, negative where it is fed in.
 * @param vars reactive power, negative where it is capacitive.
 * @param volts to neutral, more than zero.
 */
record Phase(double watts, double vars, double volts) {

  double voltAmperes() {
    return Math.hypot(watts, vars);
  }

  double amperes() {
    return voltAmperes() / volts;
  }

  /** Active to apparent power without its sign; 1 where nothing flows, as the meter shows it. */
  double factor() {
    return factor(watts, vars);
  }

  static double factor(double watts, double vars) {
    double apparent = Math.hypot(watts, vars);
    return apparent == 0 ? 1 : Math.abs(watts) / apparent;
  }
}
