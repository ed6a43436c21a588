// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

/** A command that cannot be executed; the message is a sentence for people. */
public final class ControlRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates a refusal with its reason.
   *
   * @param sentence names what is wrong and a next step; no secret.
   */
  public ControlRefusal(String sentence) {
    super(sentence);
  }
}
