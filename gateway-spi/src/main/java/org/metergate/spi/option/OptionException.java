// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

/**
 * An option is unknown, missing or wrong. The message is a sentence for the user and contains no
 * secret.
 */
public final class OptionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The name of the option. */
  private final String option;

  /**
   * Creates the exception.
   *
   * @param option the name of the option.
   * @param sentence what is wrong and what would be right; never the value of a secret.
   */
  public OptionException(String option, String sentence) {
    super(sentence);
    this.option = option;
  }

  /**
   * Returns the name of the option.
   *
   * @return the name as given or as expected.
   */
  public String option() {
    return option;
  }
}
