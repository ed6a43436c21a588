// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.certificate;

import java.time.Instant;
import java.util.Optional;

/** Where the certificate of the page comes from. Any thread. */
public sealed interface CertificateSource permits CertificateFiles, MadeCertificate {

  /**
   * Reads it, and makes it where it is made here.
   *
   * @return the present one.
   * @throws CertificateException with a sentence.
   */
  PageCertificate read() throws CertificateException;

  /**
   * Returns what is the matter with it that does not keep it from being used.
   *
   * @param read what {@link #read} returned.
   * @param now the time of this machine.
   * @return a sentence; usually none.
   */
  default Optional<String> warning(PageCertificate read, Instant now) {
    return Optional.empty();
  }
}
