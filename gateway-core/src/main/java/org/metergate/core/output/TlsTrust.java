// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whom to believe that he is the server. */
public final class TlsTrust {
  private TlsTrust() {}

  /**
   * Makes what TLS connections are opened with.
   *
   * @param ca certificates in PEM form that are trusted, these alone; none for the system's own.
   * @return checks certificates; whether a host name is checked too is up to who connects.
   * @throws IOException when the file cannot be read.
   * @throws GeneralSecurityException when there is no certificate in it.
   */
  public static SSLContext context(Optional<Path> ca) throws IOException, GeneralSecurityException {
    return context(ca, new KeyManager[0]);
  }

  /**
   * Makes what TLS connections are opened with where the server wants to know who we are.
   *
   * @param ca certificates in PEM form that are trusted, these alone; none for the system's own.
   * @param identity from {@link TlsIdentity}; empty where nobody asks.
   * @return checks certificates; whether a host name is checked too is up to who connects.
   * @throws IOException when the file cannot be read.
   * @throws GeneralSecurityException when there is no certificate in it.
   */
  public static SSLContext context(Optional<Path> ca, KeyManager[] identity)
      throws IOException, GeneralSecurityException {
    if (ca.isEmpty() && identity.length == 0) {
      return SSLContext.getDefault();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity, ca.isEmpty() ? null : trusting(ca.get()), null);
    return context;
  }

  private static TrustManager[] trusting(Path ca) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (Certificate certificate : certificates(ca)) {
      trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    return managers.getTrustManagers();
  }

  static Collection<? extends Certificate> certificates(Path file)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new CertificateException("no certificate");
      }
      return certificates;
    }
  }
}
