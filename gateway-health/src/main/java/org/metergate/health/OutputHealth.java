// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an output has come.
 *
 * @param output the configured name.
 * @param type for example {@code mqtt}.
 * @param delivered how many readings since the start.
 * @param queued how many wait.
 * @param oldestWaiting when the oldest waiting one was received.
 * @param lastDelivery when the last one was delivered.
 * @param fault what keeps it from delivering now, if anything.
 * @param lastFault what kept it from delivering last, also when that is over.
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
   * An output of whose past nothing is told but what lasts.
   *
   * @param output the configured name.
   * @param type for example {@code mqtt}.
   * @param delivered how many readings since the start.
   * @param queued how many wait.
   * @param oldestWaiting when the oldest waiting one was received.
   * @param lastDelivery when the last one was delivered.
   * @param fault what keeps it from delivering now, if anything.
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
