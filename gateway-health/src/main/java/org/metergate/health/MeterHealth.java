// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a meter's chain at one moment.
 *
 * @param meter the configured name.
 * @param stages all stages but the deliveries, in the order of the chain.
 * @param conditions active conditions that do not break the chain: keys swapped, not authenticated.
 * @param events recent events, newest first.
 * @param lastReading when the newest reading came, if any did.
 * @param startedAt since when it is read with its present configuration.
 * @param pace how often it sends, if its driver reports that.
 */
public record MeterHealth(
    String meter,
    List<StageHealth> stages,
    List<ActiveFinding> conditions,
    List<ActiveFinding> events,
    Optional<Instant> lastReading,
    Instant startedAt,
    Optional<MeterPace> pace) {

  /**
   * Creates the state of a meter whose pace is unknown, so that it is never too late.
   *
   * @param meter the configured name.
   * @param stages all stages but the deliveries, in the order of the chain.
   * @param conditions active conditions.
   * @param events recent events, newest first.
   * @param lastReading when the newest reading came, if any did.
   */
  public MeterHealth(
      String meter,
      List<StageHealth> stages,
      List<ActiveFinding> conditions,
      List<ActiveFinding> events,
      Optional<Instant> lastReading) {
    this(meter, stages, conditions, events, lastReading, Instant.EPOCH, Optional.empty());
  }

  /** Copies the lists. */
  public MeterHealth {
    stages = List.copyOf(stages);
    conditions = List.copyOf(conditions);
    events = List.copyOf(events);
  }

  /**
   * Returns the same state with a pace.
   *
   * @param known how often the meter sends; empty if that is unknown.
   * @return a copy.
   */
  public MeterHealth withPace(Optional<MeterPace> known) {
    return new MeterHealth(meter, stages, conditions, events, lastReading, startedAt, known);
  }

  /**
   * Returns the fault of the first broken stage of the chain.
   *
   * @return the fault, or empty if no stage is broken.
   */
  public Optional<ActiveFinding> firstFault() {
    return stages.stream().flatMap(stage -> stage.fault().stream()).findFirst();
  }
}
