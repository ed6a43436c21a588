// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.Locale;

/** The state of a gateway, a meter, the journal or an output in one word, from good to bad. */
public enum HealthState {
  /** Works, and nothing needs to be done. */
  GOOD,
  /** Nothing has come yet, and it is not yet too late. */
  WAITING,
  /** Works, at least in part, and a person should look at it. */
  ATTENTION,
  /** Does not work. */
  BROKEN;

  /**
   * Returns the word in the document.
   *
   * @return {@code good}, {@code waiting}, {@code attention} or {@code broken}.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the worse of two states. */
  HealthState worse(HealthState other) {
    return compareTo(other) < 0 ? other : this;
  }
}
