// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

import java.util.Arrays;
import java.util.Objects;

/**
 * A frame with data, {@code 68 L L 68 C A CI data CS 16}; without data it is a control frame. The
 * checksum is the sum of all bytes from C to the last of the data, modulo 256.
 *
 * @param control the C field, 0 to 255.
 * @param address the A field, 0 to 255.
 * @param information the CI field, 0 to 255: what the data is.
 * @param data 0 to 252 bytes; not copied, and must not be modified.
 */
public record LongFrame(int control, int address, int information, byte[] data)
    implements MbusFrame {
  /** The first byte of a frame, and the fourth. */
  public static final byte START = 0x68;

  /** The last byte of a frame. */
  public static final byte STOP = 0x16;

  /** Four bytes before the C field. */
  static final int HEADER = 4;

  /** C, A and CI, which the length counts in addition to the data. */
  static final int FIELDS = 3;

  /** Checksum and stop byte. */
  static final int TRAILER = 2;

  /** The length of the longest frame. */
  public static final int LONGEST = HEADER + 255 + TRAILER;

  /** What is left of the C field of an answer without the bits ACD and DFC. */
  private static final int WITHOUT_FLAGS = 0xCF;

  private static final int RESPONSE = 0x08;

  /** Checks the length. */
  public LongFrame {
    if (data.length > 255 - FIELDS) {
      throw new IllegalArgumentException(data.length + " bytes of data");
    }
  }

  /**
   * Returns whether this is the answer of a meter with data (RSP_UD).
   *
   * @return whether the C field is 08, apart from the bits ACD and DFC.
   */
  public boolean isResponse() {
    return (control & WITHOUT_FLAGS) == RESPONSE;
  }

  @Override
  public byte[] bytes() {
    int length = FIELDS + data.length;
    byte[] bytes = new byte[HEADER + length + TRAILER];
    bytes[0] = START;
    bytes[1] = (byte) length;
    bytes[2] = (byte) length;
    bytes[3] = START;
    bytes[4] = (byte) control;
    bytes[5] = (byte) address;
    bytes[6] = (byte) information;
    System.arraycopy(data, 0, bytes, HEADER + FIELDS, data.length);
    bytes[HEADER + length] = (byte) checksum(bytes, HEADER, length);
    bytes[HEADER + length + 1] = STOP;
    return bytes;
  }

  static int checksum(byte[] bytes, int offset, int length) {
    int sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += bytes[i];
    }
    return sum & 0xFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongFrame frame
        && control == frame.control
        && address == frame.address
        && information == frame.information
        && Arrays.equals(data, frame.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(control, address, information, Arrays.hashCode(data));
  }
}
