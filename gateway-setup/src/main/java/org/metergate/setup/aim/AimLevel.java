// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.aim;

import java.util.Locale;

/** What came back after a question, from bad to good. */
public enum AimLevel {
  /** Nothing at all. */
  NOTHING('.'),
  /** Only the question itself: the head reflects what it sends. */
  ECHO('e'),
  /** Single bytes that are no answer. */
  BYTES('b'),
  /** As many bytes as an answer has, but damaged ones. */
  DAMAGED('d'),
  /** An answer that its driver recognises, with its checksum. */
  GOOD('#');

  private final char mark;

  AimLevel(char mark) {
    this.mark = mark;
  }

  /**
   * Returns the mark in the row of the last answers.
   *
   * @return one printable character.
   */
  public char mark() {
    return mark;
  }

  /** Returns the name in the message bundle. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
