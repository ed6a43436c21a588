// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import java.util.List;

/** The options cannot be used, or the configuration made from them cannot be written. */
public final class AppException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> sentences;

  /**
   * Creates the exception.
   *
   * @param sentences at least one; each names the option, and never a key or password.
   */
  AppException(List<String> sentences) {
    super(String.join(System.lineSeparator(), sentences));
    this.sentences = List.copyOf(sentences);
  }

  /**
   * Returns what is wrong.
   *
   * @return at least one sentence.
   */
  public List<String> sentences() {
    return sentences;
  }
}
