// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
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
 * @param limit how long readings may wait before the output counts as behind.
 * @param listens the port that it has open for others, and for whom.
 */
public record OutputHealth(
    String output,
    String type,
    long delivered,
    long queued,
    Optional<Instant> oldestWaiting,
    Optional<Instant> lastDelivery,
    Optional<ActiveFinding> fault,
    Optional<ActiveFinding> lastFault,
    Duration limit,
    Optional<String> listens) {
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(1);

  /**
   * Creates a state with the usual limit, whose last fault is the current one, if there is one.
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
    this(
        output,
        type,
        delivered,
        queued,
        oldestWaiting,
        lastDelivery,
        fault,
        fault,
        USUAL_LIMIT,
        Optional.empty());
  }

  /**
   * Returns the limit of an output.
   *
   * @param every how far its values are thinned; zero for all values.
   * @return a minute, or twice the span of the thinning if that is longer.
   */
  public static Duration limit(Duration every) {
    Duration twice = every.multipliedBy(2);
    return twice.compareTo(USUAL_LIMIT) < 0 ? USUAL_LIMIT : twice;
  }
}
