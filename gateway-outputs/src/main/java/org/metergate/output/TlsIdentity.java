// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** The identity of this gateway towards a server: a client certificate. */
public final class TlsIdentity {
  private static final char[] NO_PASSWORD = new char[0];
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private TlsIdentity() {}

  /**
   * Reads a client certificate and its key.
   *
   * @param certificates ours first, then those that signed it, as PEM.
   * @param key its private key in PKCS #8, as PEM without a password.
   * @return presents the certificate whenever a server asks for one.
   * @throws IOException when a file cannot be read; its message is a sentence.
   * @throws GeneralSecurityException when it contains nothing of the kind, or the two do not match.
   */
  public static KeyManager[] read(Path certificates, Path key)
      throws IOException, GeneralSecurityException {
    Certificate[] chain = TlsTrust.certificates(certificates).toArray(Certificate[]::new);
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("own", key(key, chain[0].getPublicKey()), NO_PASSWORD, chain);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, NO_PASSWORD);
    return managers.getKeyManagers();
  }

  /** Reads a key and checks with a signature that it belongs to the certificate. */
  private static PrivateKey key(Path file, PublicKey certified)
      throws IOException, GeneralSecurityException {
    Matcher matcher = KEY.matcher(new String(PemFile.read(file), StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new InvalidKeyException("no private key");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
    PrivateKey key =
        KeyFactory.getInstance(certified.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(bytes));
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    if (!signature.verify(signed)) {
      throw new InvalidKeyException("the key belongs to another certificate");
    }
    return key;
  }
}
