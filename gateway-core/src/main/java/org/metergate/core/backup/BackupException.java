// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

/** A backup cannot be written or restored; the message is a sentence with the next step. */
public final class BackupException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates it.
   *
   * @param sentence for people.
   */
  public BackupException(String sentence) {
    super(sentence);
  }

  /**
   * Creates it.
   *
   * @param sentence for people.
   * @param cause the underlying error.
   */
  public BackupException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
