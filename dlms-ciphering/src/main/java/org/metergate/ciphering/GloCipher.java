// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import java.util.Optional;

/**
 * Decrypts frames with the keys of one meter and reports what is wrong with the keys where it
 * cannot. Keys and tables are kept between frames (4 KiB of tables for each order of the keys). One
 * thread.
 */
public final class GloCipher {
  private final PlaintextCheck check;
  private final KeyedCipher given;
  private final KeyedCipher swapped;
  private final boolean hasAuthenticationKey;
  private boolean lastWasSwapped;

  /**
   * Takes the keys.
   *
   * @param encryption GPK60, "KeyType 64".
   * @param authentication GPK61, "KeyType 65"; a key of zeros counts as not given.
   * @param check decides whether an unauthenticated plaintext looks like a message.
   */
  public GloCipher(CipherKey encryption, Optional<CipherKey> authentication, PlaintextCheck check) {
    CipherKey proof = authentication.filter(key -> !key.isZero()).orElse(null);
    this.check = check;
    this.given = new KeyedCipher(encryption, proof);
    this.swapped = proof == null ? null : new KeyedCipher(proof, encryption);
    this.hasAuthenticationKey = proof != null;
  }

  /**
   * Decrypts a frame.
   *
   * @param frame with a valid checksum, so that a failure here is due to the keys.
   * @return one of the five cases, or that the kind of protection is unknown.
   */
  public DecryptionResult open(GloFrame frame) {
    if (!frame.supported()) {
      return new DecryptionResult.Unsupported(frame.securityControl());
    }
    if (!frame.authenticated()) {
      return withoutTag(frame);
    }
    if (hasAuthenticationKey) {
      return withTag(frame);
    }
    byte[] plaintext = given.unverified(frame);
    return check.plausible(plaintext)
        ? new DecryptionResult.Unauthenticated(
            plaintext, DecryptionResult.Why.NO_AUTHENTICATION_KEY, false)
        : new DecryptionResult.WrongEncryptionKey();
  }

  private DecryptionResult withTag(GloFrame frame) {
    byte[] plaintext = (lastWasSwapped ? swapped : given).verified(frame);
    if (plaintext == null) {
      plaintext = (lastWasSwapped ? given : swapped).verified(frame);
      if (plaintext == null) {
        return check.plausible(given.unverified(frame))
            ? new DecryptionResult.WrongAuthenticationKey()
            : new DecryptionResult.WrongEncryptionKey();
      }
      lastWasSwapped = !lastWasSwapped;
    }
    return new DecryptionResult.Authenticated(plaintext, lastWasSwapped);
  }

  private DecryptionResult withoutTag(GloFrame frame) {
    byte[] plaintext = given.unverified(frame);
    if (check.plausible(plaintext)) {
      return new DecryptionResult.Unauthenticated(plaintext, DecryptionResult.Why.NO_TAG, false);
    }
    if (hasAuthenticationKey) {
      plaintext = swapped.unverified(frame);
      if (check.plausible(plaintext)) {
        return new DecryptionResult.Unauthenticated(plaintext, DecryptionResult.Why.NO_TAG, true);
      }
    }
    return new DecryptionResult.WrongEncryptionKey();
  }
}
