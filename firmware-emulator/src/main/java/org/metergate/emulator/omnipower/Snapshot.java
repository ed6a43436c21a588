// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import java.util.List;

/**
 * What a meter measures at one moment.
 *
 * @param phases one or three.
 * @param energies the counters.
 */
record Snapshot(List<Phase> phases, Energies energies) {

  double watts() {
    return phases.stream().mapToDouble(Phase::watts).sum();
  }

  double vars() {
    return phases.stream().mapToDouble(Phase::vars).sum();
  }
}
