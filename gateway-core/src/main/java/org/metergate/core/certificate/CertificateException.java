// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.certificate;

/** There is no certificate to use; the message is a sentence for people. */
public final class CertificateException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param sentence names the file and what to do.
   * @param cause of it; may be null.
   */
  public CertificateException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
