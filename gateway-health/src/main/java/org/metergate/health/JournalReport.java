// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.List;
import java.util.Optional;

/**
 * The journal in the document of health: what the meters' chains report of the storing of readings,
 * each finding once.
 *
 * @param state in one word.
 * @param well false when readings cannot be stored, or are held back.
 * @param sentence its state.
 * @param next what to do; empty if nothing needs to be done.
 * @param findings what needs a person first.
 */
public record JournalReport(
    HealthState state,
    boolean well,
    String sentence,
    Optional<String> next,
    List<FindingReport> findings) {

  /** Copies the list. */
  public JournalReport {
    findings = List.copyOf(findings);
  }
}
