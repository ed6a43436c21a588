// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

/**
 * The gateway could not start; the message is a sentence for people, and nothing was left running.
 */
public final class GatewayException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param sentence names the cause and a next step.
   * @param cause the underlying error.
   */
  public GatewayException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
