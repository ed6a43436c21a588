// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.time.Instant;
import java.util.Optional;
import org.metergate.output.TlsIdentity;

/**
 * A certificate that an authority gave, as PEM files.
 *
 * @param certificate the certificate, then those that signed it.
 * @param key in PKCS #8, without a password.
 */
public record CertificateFiles(Path certificate, Path key) implements CertificateSource {

  @Override
  public PageCertificate read() throws CertificateException {
    try {
      return PageCertificate.of(TlsIdentity.store(certificate, key), new char[0]);
    } catch (KeyException | IOException e) {
      throw new CertificateException(e.getMessage(), e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new CertificateException(
          "The file '" + certificate + "' holds no certificate in PEM form.", e);
    }
  }

  /** An expired certificate is used all the same: who knows the page can go on. */
  @Override
  public Optional<String> warning(PageCertificate read, Instant now) {
    if (!now.isBefore(read.ends())) {
      return Optional.of(
          "The certificate in '"
              + certificate
              + "' ended on "
              + day(read.ends())
              + ", so browsers refuse the page; put a newer one there, then 'metergate reload'.");
    }
    if (now.isBefore(read.begins())) {
      return Optional.of(
          "The certificate in '"
              + certificate
              + "' begins on "
              + day(read.begins())
              + ", so browsers refuse the page; is the clock of this machine right?");
    }
    return Optional.empty();
  }

  private static String day(Instant time) {
    return time.toString().substring(0, 10);
  }
}
