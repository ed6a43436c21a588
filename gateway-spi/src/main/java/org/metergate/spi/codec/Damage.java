// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/** Why bytes that began like a frame are not a valid frame. */
public enum Damage {
  /** The checksum over the header is wrong, or the bytes that must repeat in it differ. */
  HEADER,
  /** The checksum over the whole frame is wrong. */
  CHECKSUM,
  /** The frame does not end where its length field puts the end. */
  END,
  /** The rest did not arrive in time. */
  TRUNCATED,
  /** The content breaks a rule of the framing (escape, parity, size). */
  CONTENT
}
