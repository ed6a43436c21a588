// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A meter's chain at one moment.
 *
 * @param meter the configured name.
 * @param stages all but the deliveries, in the order of the chain.
 * @param conditions what holds beside the chain: keys swapped, not authenticated.
 * @param events what happened lately, newest first.
 * @param lastReading when the newest reading came.
 */
public record MeterHealth(
    String meter,
    List<StageHealth> stages,
    List<ActiveFinding> conditions,
    List<ActiveFinding> events,
    Optional<Instant> lastReading) {

  /** Copies the lists. */
  public MeterHealth {
    stages = List.copyOf(stages);
    conditions = List.copyOf(conditions);
    events = List.copyOf(events);
  }

  /**
   * Finds the first broken link of the chain.
   *
   * @return its fault, or nothing when all hold.
   */
  public Optional<ActiveFinding> firstFault() {
    return stages.stream().flatMap(stage -> stage.fault().stream()).findFirst();
  }
}
