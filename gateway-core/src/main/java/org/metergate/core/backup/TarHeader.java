// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a member, in the form of POSIX.1-1988 (ustar), so that {@code tar} lists and
 * unpacks a backup. Each member has exactly one header that this program writes for it; another one
 * is not accepted, so that no byte of it can be changed.
 *
 * @param name at most 99 ASCII characters.
 * @param size of the content, bytes.
 * @param seconds time of change, since 1970.
 */
record TarHeader(String name, long size, long seconds) {
  static final int BLOCK = 512;

  // pax specification, section ustar Interchange Format: offset and length of the fields
  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int CHECKSUM = 148;
  static final int TYPE = 156;
  private static final int MAGIC = 257;

  /** Octal digits for sizes up to 8 GiB; above, GNU's form with the top bit set, of 12 bytes. */
  private static final long OCTAL = 1L << 33;

  byte[] bytes() {
    byte[] block = new byte[BLOCK];
    put(block, 0, name);
    put(block, NAME, "0000600\0" + "0000000\0" + "0000000\0");
    if (size < OCTAL) {
      put(block, SIZE, String.format("%011o", size));
    } else {
      block[SIZE] = (byte) 0x80;
      for (int i = 0; i < 8; i++) {
        block[SIZE + 11 - i] = (byte) (size >>> 8 * i);
      }
    }
    put(block, SIZE + 12, String.format("%011o", seconds));
    block[TYPE] = '0';
    put(block, MAGIC, "ustar\00000");
    put(block, CHECKSUM, "        "); // counts as blanks in the sum
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    put(block, CHECKSUM, String.format("%06o\0 ", sum));
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  /** Whether a block has the mark of this form. */
  static boolean isHeader(byte[] block) {
    return text(block, MAGIC, 5).equals("ustar");
  }

  /** Reads name, size and time; the other fields are compared with {@link #bytes} afterwards. */
  static TarHeader read(byte[] block) {
    long size;
    if ((block[SIZE] & 0x80) != 0) {
      size = 0;
      for (int i = 4; i < 12; i++) {
        size = size << 8 | block[SIZE + i] & 0xFF;
      }
    } else {
      size = octal(text(block, SIZE, 12));
    }
    return new TarHeader(text(block, 0, NAME), size, octal(text(block, SIZE + 12, 12)));
  }

  boolean isExactly(byte[] block) {
    return name.length() < NAME && size >= 0 && seconds >= 0 && Arrays.equals(block, bytes());
  }

  /** Returns the length of the content with its padding. */
  long paddedSize() {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static String text(byte[] block, int at, int length) {
    String text = new String(block, at, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static long octal(String text) {
    String digits = text.strip();
    return digits.matches("[0-7]{1,12}") ? Long.parseLong(digits, 8) : -1;
  }
}
