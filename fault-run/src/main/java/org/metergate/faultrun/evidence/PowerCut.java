// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

import java.time.LocalDateTime;
import java.util.Map;

/**
 * What a disk would have had after a power cut.
 *
 * @param nanos when the power would have gone.
 * @param newest the meter's time in each meter's newest telegram that the journal had so long
 *     before that a sync should have been over since then.
 * @param kept the same on the disk.
 */
public record PowerCut(
    long nanos, Map<String, LocalDateTime> newest, Map<String, LocalDateTime> kept) {

  /** Copies the maps. */
  public PowerCut {
    newest = Map.copyOf(newest);
    kept = Map.copyOf(kept);
  }
}
