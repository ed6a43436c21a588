// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import org.metergate.health.HealthState;
import org.metergate.health.StageState;

/** The state of something, always shown by a sign and a word besides the colour. */
public enum StatusLevel {
  /** Works. */
  GOOD("good", "✓", "good"),
  /** Works, and there is something to know about it. */
  NOTE("note", "!", "worth a look"),
  /** Nothing has arrived yet. */
  WAITING("waiting", "…", "waiting"),
  /** Cannot work while a stage before it is broken. */
  HELD("held", "–", "blocked"),
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

  public static StatusLevel of(HealthState state) {
    return switch (state) {
      case GOOD -> GOOD;
      case WAITING -> WAITING;
      case ATTENTION -> NOTE;
      case BROKEN -> BROKEN;
    };
  }

  public static StatusLevel of(StageState state) {
    return switch (state) {
      case GOOD -> GOOD;
      case WAITING -> WAITING;
      case BLOCKED -> HELD;
      case UNUSED -> UNUSED;
      case BROKEN -> BROKEN;
    };
  }

  /** Returns the class in the style sheet. */
  public String style() {
    return style;
  }

  /** Returns one character that distinguishes states without colour. */
  public String sign() {
    return sign;
  }

  /** Returns the state in a word. */
  public String word() {
    return word;
  }
}
