// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One output in the document of health.
 *
 * @param output the configured name.
 * @param type for example {@code mqtt}.
 * @param state in one word.
 * @param well false when readings have waited, or a fault has lasted, for longer than its limit.
 * @param sentence its state, without its name.
 * @param next what to do; empty if nothing needs to be done.
 * @param delivered number of readings delivered since the start.
 * @param queued number of readings that wait.
 * @param oldestWaiting when the oldest waiting reading was received.
 * @param lastDelivery when the last reading was delivered.
 * @param lastError the sentence of the last fault, even if it is over.
 * @param lastErrorAt when that fault was last reported.
 * @param findings what prevents or delays the delivery now.
 * @param listens the port that it has open for devices without a log-in, and for whom; empty for
 *     none.
 */
public record OutputReport(
    String output,
    String type,
    HealthState state,
    boolean well,
    String sentence,
    Optional<String> next,
    long delivered,
    long queued,
    Optional<Instant> oldestWaiting,
    Optional<Instant> lastDelivery,
    Optional<String> lastError,
    Optional<Instant> lastErrorAt,
    List<FindingReport> findings,
    Optional<String> listens) {

  /** Copies the list. */
  public OutputReport {
    findings = List.copyOf(findings);
  }
}
