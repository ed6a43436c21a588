// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

/** Accounts and tokens cannot be read or changed; the message is a sentence for people. */
public final class AccessException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param sentence names the file and what to do.
   */
  public AccessException(String sentence) {
    super(sentence);
  }

  /**
   * Creates an exception.
   *
   * @param sentence names the file and what to do.
   * @param cause of it.
   */
  public AccessException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
