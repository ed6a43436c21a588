// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.finding;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names a kind of finding. Its sentence and next step stand in the message bundle of whoever finds
 * it, under {@code <id>} and {@code <id>.next}, with parameters in braces: {@code {title}}.
 *
 * @param id lower-case words joined by dashes: {@code keys-swapped}.
 * @param stage the link of the chain that it speaks of.
 * @param kind how long it holds.
 */
public record FindingCode(String id, Stage stage, Kind kind) {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** How long a finding holds. */
  public enum Kind {
    /** The chain is broken at the stage until something passes it again. */
    FAULT,
    /** Holds while it is told again with each telegram; the first telegram without it ends it. */
    CONDITION,
    /** Happened at one moment: counted and remembered. */
    EVENT
  }

  /** Checks the spelling of the id, since it becomes a message key and part of topics. */
  public FindingCode {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("finding id '" + id + "' is not words-with-dashes");
    }
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * Makes a finding of this kind.
   *
   * @param parameters names and values in turn, for the sentence.
   * @return the finding.
   */
  public Finding with(Object... parameters) {
    return Finding.of(this, parameters);
  }
}
