// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whom to believe that he is the broker, and how to prove who we are. */
final class TlsTrust {
  private static final char[] NO_PASSWORD = new char[0];
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private TlsTrust() {}

  /**
   * Who we are.
   *
   * @param certificates ours first, then those that signed it, as PEM.
   * @param key its private key in PKCS #8, as PEM without a password.
   */
  record Identity(Path certificates, Path key) {}

  /**
   * Makes a factory of TLS sockets.
   *
   * @param ca certificates in PEM form that are trusted, these alone; none for the system's own.
   * @param managers prove who we are; empty where nobody asks.
   */
  static SocketFactory sockets(Optional<Path> ca, KeyManager[] managers)
      throws IOException, GeneralSecurityException {
    if (ca.isEmpty() && managers.length == 0) {
      return SSLContext.getDefault().getSocketFactory();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers, ca.isEmpty() ? null : trusting(ca.get()), null);
    return context.getSocketFactory();
  }

  private static TrustManager[] trusting(Path ca) throws IOException, GeneralSecurityException {
    KeyStore trusted = emptyStore();
    for (Certificate certificate : certificates(ca)) {
      trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    return managers.getTrustManagers();
  }

  /**
   * Reads a client certificate.
   *
   * @throws IOException when a file cannot be read.
   * @throws GeneralSecurityException when it holds nothing of the kind, or the two do not fit.
   */
  static KeyManager[] prove(Identity identity) throws IOException, GeneralSecurityException {
    Certificate[] chain = certificates(identity.certificates()).toArray(Certificate[]::new);
    KeyStore store = emptyStore();
    store.setKeyEntry("own", key(identity.key(), chain[0].getPublicKey()), NO_PASSWORD, chain);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, NO_PASSWORD);
    return managers.getKeyManagers();
  }

  /** Reads a key and tries whether it belongs to the certificate. */
  private static PrivateKey key(Path file, PublicKey fits)
      throws IOException, GeneralSecurityException {
    Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new InvalidKeyException("no private key");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
    PrivateKey key =
        KeyFactory.getInstance(fits.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    String way =
        switch (fits.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> fits.getAlgorithm();
        };
    Signature signature = Signature.getInstance(way);
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(fits);
    if (!signature.verify(signed)) {
      throw new InvalidKeyException("the key belongs to another certificate");
    }
    return key;
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
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
