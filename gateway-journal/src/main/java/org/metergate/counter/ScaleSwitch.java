// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The counts of a meter leapt by ten or a tenth, since their scale was switched. Works on doubles,
 * since it only compares.
 *
 * @param shift 1 if counts are ten times what they were, so that one is a tenth; -1 for the other
 *     way.
 * @param certain false if the energy that can have gone by since explains the leap as well.
 */
public record ScaleSwitch(int shift, boolean certain) {
  /** Allowed relative difference from ten or a tenth, for the energy that went by meanwhile. */
  private static final double TOLERANCE = 0.03;

  /** From this many counts on, a leap by ten is none of a few counts. */
  private static final double DECISIVE = 30;

  /** Power may have been more than at both ends, by this factor. */
  private static final double LOAD = 2;

  /** With this factor, and at this power in W at least, no load explains the leap. */
  private static final double NO_LOAD = 3;

  private static final double BASE_LOAD = 500;

  /**
   * One counter of a telegram.
   *
   * @param before its count in the telegram before.
   * @param now its count.
   * @param size what a count was, in Wh; null if that is not known.
   * @param time since it moved to the count before.
   */
  public record Step(double before, double now, Double size, Duration time) {
    /** The energy in Wh that this power brings in the time. */
    double energy(double watts) {
      return watts * Math.max(0, time.toMillis()) / 3.6e6;
    }
  }

  /**
   * Looks for a switch of the scale.
   *
   * @param steps of all energies of one telegram that were known before.
   * @param watts the greater power of now and before; null if it is not known.
   * @return the switch; nothing where at least one counter does not fit, or where it is the load
   *     that fits.
   */
  public static Optional<ScaleSwitch> of(List<Step> steps, Double watts) {
    for (int shift : new int[] {1, -1}) {
      double factor = Math.pow(10, shift);
      boolean decisive = false;
      boolean certain = false;
      boolean all = true;
      for (Step step : steps) {
        double size = step.size() == null ? shift > 0 ? 10 : 1 : step.size();
        double load = watts == null ? 0 : step.energy(LOAD * watts) / size;
        double coarse = Math.max(1, 1 / factor); // the greater one of both counts, in old ones
        double implied = step.now() / factor;
        double slack = TOLERANCE * step.before() + coarse;
        all &= implied >= step.before() - slack && implied <= step.before() + slack + load;
        double apart = shift > 0 ? step.now() - step.before() : step.before() - step.now();
        double unexplained = shift > 0 ? apart : step.now();
        if (step.before() >= DECISIVE * coarse && apart > (shift > 0 ? load : 0) + 10 * coarse) {
          decisive = true;
          double base = Math.max(BASE_LOAD, watts == null ? BASE_LOAD : watts);
          certain |= unexplained > step.energy(NO_LOAD * base) / size;
        }
      }
      if (all && decisive) {
        return Optional.of(new ScaleSwitch(shift, certain));
      }
    }
    return Optional.empty();
  }
}
