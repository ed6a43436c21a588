// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A certificate with its key.
 *
 * @param store has one entry.
 * @param password of the key.
 * @param certificate of the entry.
 */
public record PageCertificate(KeyStore store, char[] password, X509Certificate certificate) {

  /**
   * Takes the certificate of a store.
   *
   * @param store has one entry with a key.
   * @param password of the key.
   * @return it.
   * @throws GeneralSecurityException if there is none.
   */
  static PageCertificate of(KeyStore store, char[] password) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, password) != null
          && store.getCertificate(alias) instanceof X509Certificate own) {
        return new PageCertificate(store, password, own);
      }
    }
    throw new GeneralSecurityException("no key with a certificate");
  }

  /** Returns whether no authority has signed it. */
  public boolean isSelfMade() {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  /** Returns when it ends. */
  public Instant ends() {
    return certificate.getNotAfter().toInstant();
  }

  /** Returns when it begins. */
  public Instant begins() {
    return certificate.getNotBefore().toInstant();
  }

  /**
   * Returns what a browser shows of it for comparison.
   *
   * @return its SHA-256, as pairs of hexadecimal digits with colons.
   */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256, and it was read before", e);
    }
  }
}
