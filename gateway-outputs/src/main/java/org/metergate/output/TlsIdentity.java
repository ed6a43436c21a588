// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
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

  /** Older forms, and keys with a password. */
  private static final Pattern OTHER_KEY =
      Pattern.compile("-----BEGIN (RSA|EC|DSA|ENCRYPTED) PRIVATE KEY-----");

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
    KeyStore store = store(certificates, key);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, NO_PASSWORD);
    return managers.getKeyManagers();
  }

  /**
   * Reads a certificate and its key into memory.
   *
   * @param certificates ours first, then those that signed it, as PEM.
   * @param key its private key in PKCS #8, as PEM without a password.
   * @return has one entry, whose key has an empty password.
   * @throws IOException when a file cannot be read; its message is a sentence.
   * @throws GeneralSecurityException when it contains nothing of the kind, or the two do not match;
   *     the message of a {@link KeyException} is a sentence about the key.
   */
  public static KeyStore store(Path certificates, Path key)
      throws IOException, GeneralSecurityException {
    Certificate[] chain = TlsTrust.certificates(certificates).toArray(Certificate[]::new);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", key(key, chain[0].getPublicKey()), NO_PASSWORD, chain);
    return store;
  }

  /** Reads a key and checks with a signature that it belongs to the certificate. */
  private static PrivateKey key(Path file, PublicKey certified)
      throws IOException, GeneralSecurityException {
    PrivateKey key = pkcs8(file, certified.getAlgorithm());
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
      throw new InvalidKeyException(
          "The key in '" + file + "' belongs to another certificate; give the pair.");
    }
    return key;
  }

  private static PrivateKey pkcs8(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    String text = new String(PemFile.read(file), StandardCharsets.ISO_8859_1);
    Matcher matcher = KEY.matcher(text);
    if (!matcher.find()) {
      throw new InvalidKeyException(
          OTHER_KEY.matcher(text).find()
              ? "The key in '"
                  + file
                  + "' is not in the form PKCS #8 without a password; convert it with: openssl"
                  + " pkcs8 -topk8 -nocrypt -in "
                  + file
                  + " -out NEW-FILE"
              : "The file '" + file + "' holds no private key in PEM form.");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new InvalidKeyException(
          "The key in '"
              + file
              + "' is damaged or of another kind than its certificate, which has "
              + algorithm
              + ".",
          e);
    }
  }
}
