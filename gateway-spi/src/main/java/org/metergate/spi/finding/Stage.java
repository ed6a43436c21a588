// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.finding;

/**
 * The links of the chain from the meter to the people, in order. The first that fails is to blame.
 */
public enum Stage {
  /** The port is open. */
  PORT,
  /** Bytes arrive. */
  BYTES,
  /** Frames with a good checksum. */
  FRAMES,
  /** Frames that could be decrypted and whose tag holds. */
  DECRYPTION,
  /** The list or register set is known. */
  LIST,
  /** Stands in the journal. */
  STORED,
  /** Has reached every output. */
  DELIVERED
}
