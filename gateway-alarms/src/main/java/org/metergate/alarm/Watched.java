// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.util.Locale;

/**
 * One thing that can go wrong and be over again.
 *
 * @param kind what can go wrong.
 * @param name of the meter or output; empty for the journal.
 */
public record Watched(Kind kind, String name) {

  /** What can go wrong. */
  public enum Kind {
    /** A meter from which no reading comes. */
    SILENT,
    /** A fault of a meter or of the journal that needs a person. */
    FAULT,
    /** An output with readings that wait for too long. */
    BEHIND;

    /**
     * Returns the word in messages.
     *
     * @return {@code silent}, {@code fault} or {@code behind}.
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns a name of it that is no other one's.
   *
   * @return letters, digits, {@code -} and {@code _}.
   */
  public String key() {
    return kind.word() + "-" + name;
  }

  /**
   * Returns what people call it.
   *
   * @return the name of the meter or output, or {@code journal}.
   */
  public String label() {
    return name.isEmpty() ? "journal" : name;
  }
}
