// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.finding;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A kind of finding. Its sentence and the next step for the user are in the message bundle of the
 * driver or component that reports it, under {@code <id>} and {@code <id>.next}, with parameters in
 * braces: {@code {title}}.
 *
 * @param id lower-case words joined by dashes: {@code keys-swapped}.
 * @param stage the stage of the chain that it concerns.
 * @param kind how long it lasts.
 */
public record FindingCode(String id, Stage stage, Kind kind) {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** How long a finding lasts. */
  public enum Kind {
    /** The chain is broken at the stage until data passes it again. */
    FAULT,
    /**
     * Lasts as long as it is reported again with each telegram; the first telegram without it ends
     * it.
     */
    CONDITION,
    /** Happened once, at one moment: counted and kept. */
    EVENT
  }

  /** Checks the form of the id, since it becomes a message key and part of topics. */
  public FindingCode {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("finding id '" + id + "' is not words-with-dashes");
    }
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * Creates a finding of this kind.
   *
   * @param parameters alternating names and values, for the sentence.
   * @return the finding.
   */
  public Finding with(Object... parameters) {
    return Finding.of(this, parameters);
  }
}
