// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

/** The user's decision cannot be carried out; the message is a sentence for people. */
public final class DecisionRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates it.
   *
   * @param sentence what is wrong, and a next step.
   */
  public DecisionRefused(String sentence) {
    super(sentence);
  }
}
