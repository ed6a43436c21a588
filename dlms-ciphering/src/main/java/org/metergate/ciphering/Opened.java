// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

/**
 * What came of opening a frame. The cases differ in what a person must do about them, so a caller
 * tells all of them apart.
 */
public sealed interface Opened {

  /**
   * The tag holds: these bytes are what the meter with these keys sent.
   *
   * @param plaintext a fresh array.
   * @param keysSwapped whether the keys were given in the wrong order.
   */
  record Authenticated(byte[] plaintext, boolean keysSwapped) implements Opened {}

  /**
   * The plaintext looks right, but nothing proves it: one changed bit of the ciphertext changes one
   * bit here.
   *
   * @param plaintext a fresh array.
   * @param why no tag was checked.
   * @param keysSwapped whether only the key given as authentication key gives this text.
   */
  record Unauthenticated(byte[] plaintext, Why why, boolean keysSwapped) implements Opened {}

  /** Why no tag was checked. */
  enum Why {
    /** The frame carries none. */
    NO_TAG,
    /** The authentication key was not given. */
    NO_AUTHENTICATION_KEY
  }

  /**
   * The encryption key gives a text that looks right, but the tag does not hold: the authentication
   * key is wrong or was renewed, or somebody changed the message and repaired its checksum.
   */
  record WrongAuthenticationKey() implements Opened {}

  /** Neither key gives a text that looks right: another meter's keys, or keys of another kind. */
  record WrongEncryptionKey() implements Opened {}

  /**
   * The security control asks for what nobody has seen a meter do: another suite, compression, or
   * no encryption.
   *
   * @param securityControl 0 to 255.
   */
  record Unsupported(int securityControl) implements Opened {}
}
