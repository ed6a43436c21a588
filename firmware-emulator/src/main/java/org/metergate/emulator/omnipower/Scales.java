// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

/**
 * The value of one count. The lists contain no scales: a reader must know them.
 *
 * @param energyWh 1 or 10 Wh (and varh) per count.
 * @param voltsPerCount 1 or 0.01 V.
 * @param amperesPerCount 0.01 A, or 0.001 A in a meter with current transformers.
 */
record Scales(int energyWh, double voltsPerCount, double amperesPerCount) {

  /** Returns scales in which energies count in 1 Wh instead of 10 Wh, or the other way. */
  Scales withOtherEnergy() {
    return new Scales(energyWh == 1 ? 10 : 1, voltsPerCount, amperesPerCount);
  }

  /** A counter shows only complete units, and wraps around after 32 bits. */
  long energy(double wattHours) {
    return (long) Math.floor(wattHours / energyWh) & 0xFFFF_FFFFL;
  }

  long amperes(double amperes) {
    return Math.round(amperes / amperesPerCount);
  }

  int volts(double volts) {
    return (int) Math.round(volts / voltsPerCount);
  }

  static int factor(double factor) {
    return (int) Math.round(factor * 100);
  }

  /** Returns the part of a power that an unsigned register of one direction shows. */
  static long power(double power) {
    return Math.max(0, Math.round(power));
  }
}
