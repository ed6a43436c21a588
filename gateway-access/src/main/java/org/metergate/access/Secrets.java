// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random secrets of 256 bits, of which only hashes are kept. Pure functions. */
public final class Secrets {
  /** Lets people and programs that search for leaked secrets recognise a token. */
  private static final String TOKEN = "mg_";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /**
   * Makes a token.
   *
   * @return 46 letters, digits, {@code -} and {@code _}; kept nowhere.
   */
  public static String newToken() {
    return TOKEN + newCookie();
  }

  static String newCookie() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /**
   * Returns what is kept of a secret. A slow hash is of no use for 256 random bits.
   *
   * @param secret any text.
   * @return its SHA-256 as 64 hexadecimal digits.
   */
  public static String hash(String secret) {
    return HexFormat.of().formatHex(sha256(secret));
  }

  /** Derives what a page shows to its own session, from which the cookie cannot be found. */
  static String formToken(String cookie) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("form " + cookie));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
