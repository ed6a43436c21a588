// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.List;

/** The configuration cannot be used. Holds all that was found wrong with it, never a secret. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;
  private final List<String> problems;

  /**
   * Carries what is wrong.
   *
   * @param problems at least one sentence, each with its place in front.
   */
  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a configuration without problems is no error");
    }
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns what is wrong.
   *
   * @return at least one sentence, in the order of the file as far as it could be kept.
   */
  public List<String> problems() {
    return problems;
  }
}
