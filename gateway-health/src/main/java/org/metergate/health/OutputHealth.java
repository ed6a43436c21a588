// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of an output: what it has delivered and what still waits.
 *
 * @param output the configured name.
 * @param type for example {@code mqtt}.
 * @param delivered number of readings delivered since the start.
 * @param queued number of readings that wait.
 * @param oldestWaiting when the oldest waiting reading was received.
 * @param lastDelivery when the last reading was delivered.
 * @param fault what prevents delivery now, if anything.
 * @param lastFault what prevented delivery most recently, even if that is over.
 */
public record OutputHealth(
    String output,
    String type,
    long delivered,
    long queued,
    Optional<Instant> oldestWaiting,
    Optional<Instant> lastDelivery,
    Optional<ActiveFinding> fault,
    Optional<ActiveFinding> lastFault) {

  /**
   * Creates a state whose last fault is the current one, if there is one.
   *
   * @param output the configured name.
   * @param type for example {@code mqtt}.
   * @param delivered number of readings delivered since the start.
   * @param queued number of readings that wait.
   * @param oldestWaiting when the oldest waiting reading was received.
   * @param lastDelivery when the last reading was delivered.
   * @param fault what prevents delivery now, if anything.
   */
  public OutputHealth(
      String output,
      String type,
      long delivered,
      long queued,
      Optional<Instant> oldestWaiting,
      Optional<Instant> lastDelivery,
      Optional<ActiveFinding> fault) {
    this(output, type, delivered, queued, oldestWaiting, lastDelivery, fault, fault);
  }
}
