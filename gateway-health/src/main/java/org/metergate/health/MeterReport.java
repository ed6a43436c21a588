// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One meter in the document of health.
 *
 * @param meter the configured name.
 * @param state in one word.
 * @param available whether its newest values are those of the present: it was heard within its
 *     usual time, and has no fault.
 * @param well false when it was not heard within its usual time, its chain is broken, or something
 *     of it is withheld.
 * @param sentence its state, without its name.
 * @param next what to do; empty if nothing needs to be done.
 * @param lastReading when its newest reading was stored, if any was.
 * @param usualInterval how often it sends, if its driver reports that.
 * @param stages all stages but the deliveries, in the order of the chain.
 * @param findings what needs a person first, then remarks, then recent events.
 */
public record MeterReport(
    String meter,
    HealthState state,
    boolean available,
    boolean well,
    String sentence,
    Optional<String> next,
    Optional<Instant> lastReading,
    Optional<Duration> usualInterval,
    List<StageReport> stages,
    List<FindingReport> findings) {

  /** Copies the lists. */
  public MeterReport {
    stages = List.copyOf(stages);
    findings = List.copyOf(findings);
  }

  /**
   * Returns its state as a sentence that can stand alone.
   *
   * @return with its name, once.
   */
  public String namedSentence() {
    return Verdict.named(meter, sentence);
  }
}
