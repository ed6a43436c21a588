// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

/**
 * The counters of a meter, in Wh and varh. The totals count the sum of the phases (import on one
 * phase and export on another are netted), the counters of a phase count that phase alone: so the
 * three need not add up to the total.
 */
public final class Energies {
  /** Active energy drawn, in Wh. */
  public double imported;

  /** Active energy fed in, in Wh. */
  public double exported;

  /** Reactive energy drawn, in varh. */
  public double reactiveImported;

  /** Reactive energy fed in, in varh. */
  public double reactiveExported;

  /** Active energy drawn on each phase, in Wh. */
  public final double[] phaseImported = new double[3];

  /** Active energy fed in on each phase, in Wh. */
  public final double[] phaseExported = new double[3];

  /** Starts at zero. */
  public Energies() {}

  /** Copies another one. */
  Energies(Energies other) {
    imported = other.imported;
    exported = other.exported;
    reactiveImported = other.reactiveImported;
    reactiveExported = other.reactiveExported;
    System.arraycopy(other.phaseImported, 0, phaseImported, 0, 3);
    System.arraycopy(other.phaseExported, 0, phaseExported, 0, 3);
  }

  /** Counts a part of a minute: its powers times a factor, for a number of seconds. */
  void add(Day day, int minute, double factor, double seconds) {
    double hours = factor * seconds / 3600;
    double watts = 0;
    double vars = 0;
    for (int phase = 0; phase < 3; phase++) {
      double power = day.power(phase, minute);
      watts += power;
      vars += day.reactive(phase, minute);
      phaseImported[phase] += Math.max(0, power) * hours;
      phaseExported[phase] += Math.max(0, -power) * hours;
    }
    imported += Math.max(0, watts) * hours;
    exported += Math.max(0, -watts) * hours;
    reactiveImported += Math.max(0, vars) * hours;
    reactiveExported += Math.max(0, -vars) * hours;
  }
}
