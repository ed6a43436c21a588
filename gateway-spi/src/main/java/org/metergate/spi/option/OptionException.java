// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

/**
 * An option is unknown, missing or wrong. The message is a sentence for people and holds no secret.
 */
public final class OptionException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String option;

  /**
   * Names the option and what is wrong with it.
   *
   * @param option its name.
   * @param sentence what is wrong and what would be right; never the value of a secret.
   */
  public OptionException(String option, String sentence) {
    super(sentence);
    this.option = option;
  }

  /**
   * Returns the name of the option.
   *
   * @return as given or expected.
   */
  public String option() {
    return option;
  }
}
