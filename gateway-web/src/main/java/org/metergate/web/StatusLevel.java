// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

/** How something is, always told by a sign and a word beside the colour. */
enum StatusLevel {
  /** Works. */
  GOOD("good", "✓", "good"),
  /** Works, and there is something to know about it. */
  NOTE("note", "!", "worth a look"),
  /** Nothing has come so far. */
  WAITING("waiting", "…", "waiting"),
  /** Cannot work while a stage before it is broken. */
  HELD("held", "–", "held up"),
  /** Is not needed by this meter. */
  UNUSED("unused", "○", "not needed"),
  /** Does not work. */
  BROKEN("broken", "✕", "broken");

  private final String style;
  private final String sign;
  private final String word;

  StatusLevel(String style, String sign, String word) {
    this.style = style;
    this.sign = sign;
    this.word = word;
  }

  /** The class that the style sheet knows. */
  String style() {
    return style;
  }

  /** One character that tells states apart without colour. */
  String sign() {
    return sign;
  }

  /** The state in a word. */
  String word() {
    return word;
  }
}
