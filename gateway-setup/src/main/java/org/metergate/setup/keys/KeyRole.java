// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

/** What a key is for, by the words or numbers around it. */
public enum KeyRole {
  /** Decrypts what the customer port sends: GPK60, key type 64 (40 hexadecimal), GUEK. */
  ENCRYPTION,
  /** Authenticates it: GPK61, key type 65 (41 hexadecimal), GAK. */
  AUTHENTICATION,
  /** GPK11, for reading a meter by requests: does not decrypt what the port sends. */
  GPK11,
  /** The key of the meter's radio (wireless M-Bus), in KEM files as DEK. */
  RADIO,
  /** Another key with a name of its own, such as GPK62 or a master key. */
  OTHER,
  /** Nothing says what it is for. */
  UNKNOWN;

  /**
   * Returns whether a key with this role is one of the two of the customer port, or may be.
   *
   * @return false for a key that is named as another one.
   */
  public boolean mayBeUsed() {
    return this == ENCRYPTION || this == AUTHENTICATION || this == UNKNOWN;
  }
}
