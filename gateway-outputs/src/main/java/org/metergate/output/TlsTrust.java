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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.metergate.config.Section;

/** Which servers to trust. */
public final class TlsTrust {
  private static final Pattern SERVER_NAME = Pattern.compile("[A-Za-z0-9._:-]{1,253}");

  private TlsTrust() {}

  /**
   * Creates the context of TLS connections; mistakes are reported to the section.
   *
   * <p>Reads the keys {@code ca} (certificates in PEM form that are trusted, these alone; without
   * it the system's own) and {@code server-name} (the name that the server's certificate must have;
   * without it that of the address).
   *
   * @param section of the output.
   * @param tls whether the address asks for TLS, or is unknown because of a mistake.
   * @param scheme what such an address begins with.
   * @param identity from {@link TlsIdentity}; empty without a client certificate.
   * @return checks certificates; whether the host name of the address is checked too is up to the
   *     client that connects. Empty for a plain connection.
   */
  public static Optional<SSLContext> read(
      Section section, boolean tls, String scheme, KeyManager[] identity) {
    Optional<Path> ca = section.path("ca");
    Optional<String> serverName = section.optionalText("server-name");
    if (!tls) {
      ca.ifPresent(file -> ofNoUse(section, "ca", scheme));
      serverName.ifPresent(name -> ofNoUse(section, "server-name", scheme));
      return Optional.empty();
    }
    if (!serverName.map(name -> SERVER_NAME.matcher(name).matches()).orElse(true)) {
      section.problem(
          "server-name", "This is not the name of a server, such as broker.example.org.");
    }
    try {
      return Optional.of(context(ca, serverName, identity));
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

  private static void ofNoUse(Section section, String key, String scheme) {
    section.problem(key, "This is only of use with an address that begins with " + scheme + "://.");
  }

  private static SSLContext context(
      Optional<Path> ca, Optional<String> serverName, KeyManager[] identity)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    List<TrustManager> managers = new ArrayList<>();
    for (TrustManager manager : trusting(ca)) {
      managers.add(
          manager instanceof X509ExtendedTrustManager runtime
              ? new ServerNameTrust(runtime, serverName)
              : manager);
    }
    context.init(identity, managers.toArray(TrustManager[]::new), null);
    return context;
  }

  private static TrustManager[] trusting(Optional<Path> ca)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = null; // the system's own
    if (ca.isPresent()) {
      trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate : certificates(ca.get())) {
        trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
      }
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
