// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/** Why something that began like a frame is none. */
public enum Damage {
  /** The checksum over the header or the bytes that must repeat in it do not hold. */
  HEADER,
  /** The checksum over the whole does not hold. */
  CHECKSUM,
  /** The frame does not end as its length says. */
  END,
  /** The rest did not come in time. */
  TRUNCATED,
  /** The content breaks a rule of the framing (escape, parity, size). */
  CONTENT
}
