// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.finding;

/**
 * The stages of the chain from the meter to the user, in order. The first that fails is the cause.
 */
public enum Stage {
  /** The port is open. */
  PORT,
  /** Bytes arrive. */
  BYTES,
  /** Frames arrive whose checksum is right. */
  FRAMES,
  /** Frames can be decrypted and their authentication tag is right. */
  DECRYPTION,
  /** The list or register set is known. */
  LIST,
  /** Readings are in the journal. */
  STORED,
  /** Readings have reached every output. */
  DELIVERED
}
