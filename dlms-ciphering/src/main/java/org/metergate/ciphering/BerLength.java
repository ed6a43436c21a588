// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * Lengths and counts as DLMS writes them (X.690, 8.1.3): one byte up to 127, else {@code 80 + n}
 * and n bytes. Meters use longer forms than needed ({@code 82 00 E7}); these are read too.
 */
public final class BerLength {
  private static final int LONG_FORM = 0x80;
  private static final int MAX_BYTES = 4;
  private static final int MAX_LENGTH = 0xFFFFFF;

  private BerLength() {}

  /**
   * Reads a length.
   *
   * @param in positioned at its first byte; afterwards behind its last.
   * @return 0 to 16777215.
   * @throws MalformedException where the form is not one of {@code 00..7F 81 82 83 84}, the number
   *     is larger, or the bytes end.
   */
  public static int read(ByteCursor in) throws MalformedException {
    int first = in.u8();
    if (first < LONG_FORM) {
      return first;
    }
    int count = first - LONG_FORM;
    if (count == 0 || count > MAX_BYTES) {
      throw new MalformedException(String.format("%02X is not a valid length byte", first));
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | in.u8();
    }
    if (length > MAX_LENGTH) {
      throw new MalformedException("a length of " + length + " bytes is longer than any message");
    }
    return (int) length;
  }
}
