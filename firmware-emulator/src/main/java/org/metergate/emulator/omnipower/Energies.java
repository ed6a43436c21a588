// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

/**
 * The counters of a meter, in Wh and varh. The totals count the sum of the phases (what one phase
 * feeds in while another draws is netted), the counters of a phase count that phase alone: so the
 * three need not add up to the total.
 */
final class Energies {
  double imported;
  double exported;
  double reactiveImported;
  double reactiveExported;
  final double[] phaseImported = new double[3];
  final double[] phaseExported = new double[3];

  /** Starts at zero. */
  Energies() {}

  /** Starts where another stands. */
  Energies(Energies other) {
    imported = other.imported;
    exported = other.exported;
    reactiveImported = other.reactiveImported;
    reactiveExported = other.reactiveExported;
    System.arraycopy(other.phaseImported, 0, phaseImported, 0, 3);
    System.arraycopy(other.phaseExported, 0, phaseExported, 0, 3);
  }

  /** Counts a span in which the powers stay as they are. */
  void add(double[] watts, double[] vars, double factor, double seconds) {
    double hours = factor * seconds / 3600;
    double power = 0;
    double reactive = 0;
    for (int phase = 0; phase < 3; phase++) {
      power += watts[phase];
      reactive += vars[phase];
      phaseImported[phase] += Math.max(0, watts[phase]) * hours;
      phaseExported[phase] += Math.max(0, -watts[phase]) * hours;
    }
    imported += Math.max(0, power) * hours;
    exported += Math.max(0, -power) * hours;
    reactiveImported += Math.max(0, reactive) * hours;
    reactiveExported += Math.max(0, -reactive) * hours;
  }
}
