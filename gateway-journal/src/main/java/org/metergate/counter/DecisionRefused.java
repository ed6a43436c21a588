// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

/** What somebody wants to decide cannot be decided so; the message is a sentence for people. */
public final class DecisionRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param sentence names what is wrong and a next step.
   */
  public DecisionRefused(String sentence) {
    super(sentence);
  }
}
