// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.Locale;

/** The state of one stage of a meter's chain. */
public enum StageState {
  /** Data passes. */
  GOOD,
  /** Nothing has passed yet. */
  WAITING,
  /** Nothing can pass while a stage before it is broken. */
  BLOCKED,
  /** Is not needed by this meter. */
  UNUSED,
  /** Does not work. */
  BROKEN;

  /**
   * Returns the word in the document.
   *
   * @return {@code good}, {@code waiting}, {@code blocked}, {@code unused} or {@code broken}.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
