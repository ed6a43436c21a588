// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

/**
 * The result of decrypting a frame. The cases differ in what the user must do about them, so a
 * caller distinguishes all of them.
 */
public sealed interface DecryptionResult {

  /**
   * The tag is right: these bytes are what the meter with these keys sent.
   *
   * @param plaintext a fresh array.
   * @param keysSwapped whether the keys were configured in the wrong order.
   */
  record Authenticated(byte[] plaintext, boolean keysSwapped) implements DecryptionResult {}

  /**
   * The plaintext looks right, but is not authenticated: one changed bit of the ciphertext changes
   * one bit here.
   *
   * @param plaintext a fresh array.
   * @param why no tag was checked.
   * @param keysSwapped whether this text results only from the key configured as authentication
   *     key.
   */
  record Unauthenticated(byte[] plaintext, Why why, boolean keysSwapped)
      implements DecryptionResult {}

  /** Why no tag was checked. */
  enum Why {
    /** The frame has none. */
    NO_TAG,
    /** No authentication key is configured. */
    NO_AUTHENTICATION_KEY
  }

  /**
   * The encryption key yields a text that looks right, but the tag is wrong: the authentication key
   * is wrong or was renewed, or the message was altered and its checksum recomputed.
   */
  record WrongAuthenticationKey() implements DecryptionResult {}

  /** Neither key yields a text that looks right: another meter's keys, or keys of another kind. */
  record WrongEncryptionKey() implements DecryptionResult {}

  /**
   * The security control asks for something that no meter was seen to do: another suite,
   * compression, or no encryption.
   *
   * @param securityControl 0 to 255.
   */
  record Unsupported(int securityControl) implements DecryptionResult {}
}
