// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import org.metergate.config.Section;

/** Which servers to trust. */
public final class TlsTrust {
  private TlsTrust() {}

  /**
   * Creates the context of TLS connections; mistakes are reported to the section.
   *
   * @param section of the output.
   * @param ca its key {@code ca}: certificates in PEM form that are trusted, these alone; none for
   *     the system's own.
   * @param tls whether the address asks for TLS, or is unknown because of a mistake.
   * @param scheme what such an address begins with.
   * @param identity from {@link TlsIdentity}; empty without a client certificate.
   * @return checks certificates; whether the host name is checked too is up to the client that
   *     connects. Empty for a plain connection.
   */
  public static Optional<SSLContext> read(
      Section section, Optional<Path> ca, boolean tls, String scheme, KeyManager[] identity) {
    if (!tls) {
      ca.ifPresent(
          file ->
              section.problem(
                  "ca", "This is only of use with an address that begins with " + scheme + "://."));
      return Optional.empty();
    }
    try {
      return Optional.of(context(ca, identity));
    } catch (IOException e) {
      section.problem("ca", e.getMessage());
    } catch (GeneralSecurityException e) {
      section.problem(
          "ca",
          ca.map(file -> "The file '" + file + "' holds no certificate in PEM form.")
              .orElse("This Java runtime has no certificates of its own; name a file here."));
    }
    return Optional.empty();
  }

  private static SSLContext context(Optional<Path> ca, KeyManager[] identity)
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
    InputStream in = new ByteArrayInputStream(PemFile.read(file));
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509").generateCertificates(in);
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    return certificates;
  }
}
