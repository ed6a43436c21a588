// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.kem;

/** A file cannot be read. The message is a sentence for people; nothing of the file is in it. */
public final class KemException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whether another password may help. */
  private final boolean password;

  KemException(String sentence) {
    this(sentence, false);
  }

  KemException(String sentence, boolean password) {
    super(sentence);
    this.password = password;
  }

  /**
   * Returns whether the password is wrong, so that it may be asked for again.
   *
   * @return false where the file itself is in the way.
   */
  public boolean isAboutThePassword() {
    return password;
  }
}
