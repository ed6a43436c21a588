// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do. */
public enum Role {
  /** Read everything that the page, the API and the metrics show. */
  READ,
  /** Change what the page offers to change, as well. */
  CHANGE;

  /**
   * Returns the word for it, in commands and files.
   *
   * @return {@code read} or {@code change}.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a role.
   *
   * @param word as of {@link #word()}.
   * @return empty for any other word.
   */
  public static Optional<Role> of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
