// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

import java.util.List;
import java.util.Set;

/**
 * Everything that was written down in one run.
 *
 * @param sent the logs of all meters, each in its order.
 * @param broken connections that lost bytes which the gateway had not read.
 * @param seen what arrived, for each place in its order.
 * @param observed the places that were looked at.
 * @param outages what was broken from when to when.
 * @param looks what health said, in the order of time.
 * @param cuts the simulated power cuts.
 */
public record Evidence(
    List<Sent> sent,
    List<Broken> broken,
    List<Sighting> seen,
    Set<Place> observed,
    List<Outage> outages,
    List<Look> looks,
    List<PowerCut> cuts) {

  /** Copies the lists. */
  public Evidence {
    sent = List.copyOf(sent);
    broken = List.copyOf(broken);
    seen = List.copyOf(seen);
    observed = Set.copyOf(observed);
    outages = List.copyOf(outages);
    looks = List.copyOf(looks);
    cuts = List.copyOf(cuts);
  }
}
