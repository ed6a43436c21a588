// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One alarm in the document of health.
 *
 * @param alarm the configured name.
 * @param type for example {@code mail}.
 * @param state in one word.
 * @param well false when a fault has kept it from telling for longer than {@link
 *     AlarmHealth#LIMIT}.
 * @param sentence its state, without its name.
 * @param next what to do; empty if nothing needs to be done.
 * @param waiting number of messages that wait to be sent.
 * @param lastSent when the last message arrived, since the start.
 * @param findings what prevents telling now.
 */
public record AlarmReport(
    String alarm,
    String type,
    HealthState state,
    boolean well,
    String sentence,
    Optional<String> next,
    int waiting,
    Optional<Instant> lastSent,
    List<FindingReport> findings) {

  /** Copies the list. */
  public AlarmReport {
    findings = List.copyOf(findings);
  }
}
