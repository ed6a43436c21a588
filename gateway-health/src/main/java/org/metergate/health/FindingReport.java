// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.Optional;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/**
 * A finding in the document of health, in words.
 *
 * @param code its id, for programs.
 * @param stage the stage of the chain that it concerns.
 * @param kind whether it breaks the stage, holds, or happened once.
 * @param withheld what is not delivered because of it, if anything: {@code energies}.
 * @param sentence what was found, as of the moment of the document.
 * @param next what to do; empty if nothing needs to be done.
 * @param remark whether it is only listed, since nothing needs to be done about it.
 * @param first when it was first reported.
 * @param last when it was last reported.
 * @param count how often it was reported, at least 1.
 */
public record FindingReport(
    String code,
    Stage stage,
    Kind kind,
    Optional<String> withheld,
    String sentence,
    Optional<String> next,
    boolean remark,
    Instant first,
    Instant last,
    long count) {

  /** How much a finding matters, the most urgent first. */
  enum Urgency {
    /** Something is broken, and a person has to do something. */
    BROKEN,
    /** Something is stored and not delivered until a person decides. */
    WITHHELD,
    /** Works, but a person has to do something. */
    ADVICE,
    /** Holds, and nothing needs to be done. */
    REMARK,
    /** Is over. */
    EVENT
  }

  /** Returns how much it matters. */
  Urgency urgency() {
    if (kind == Kind.EVENT) {
      return Urgency.EVENT;
    }
    if (remark) {
      return Urgency.REMARK;
    }
    if (kind == Kind.FAULT) {
      return Urgency.BROKEN;
    }
    return withheld.isPresent() ? Urgency.WITHHELD : Urgency.ADVICE;
  }

  /**
   * Returns whether it holds now and a person has to do something about it.
   *
   * @return false for an event and for a remark.
   */
  public boolean needsPerson() {
    return urgency().compareTo(Urgency.REMARK) < 0;
  }
}
