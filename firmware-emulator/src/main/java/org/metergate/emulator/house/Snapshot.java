// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

import java.util.List;

/**
 * What a meter measures at one moment.
 *
 * @param phases one or three.
 * @param energies the counters.
 */
public record Snapshot(List<Phase> phases, Energies energies) {

  /**
   * Returns the active power of all phases.
   *
   * @return in W, negative where it is fed in.
   */
  public double watts() {
    return phases.stream().mapToDouble(Phase::watts).sum();
  }

  /**
   * Returns the reactive power of all phases.
   *
   * @return in var.
   */
  public double vars() {
    return phases.stream().mapToDouble(Phase::vars).sum();
  }
}
