// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.List;

/** The configuration cannot be used. Contains all errors found in it, and never a secret. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;
  private final List<String> problems;

  /**
   * Creates the exception.
   *
   * @param problems at least one sentence, each preceded by its location.
   */
  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one problem");
    }
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns the errors.
   *
   * @return at least one sentence, in the order of the file as far as it could be kept.
   */
  public List<String> problems() {
    return problems;
  }
}
