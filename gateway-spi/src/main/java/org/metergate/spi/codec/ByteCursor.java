// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

import java.util.Arrays;
import java.util.Objects;

/** Reads forward through bytes and never past their end. Numbers are big-endian and unsigned. */
public final class ByteCursor {
  private final byte[] bytes;
  private final int end;
  private int position;

  /**
   * Reads a part of an array.
   *
   * @param bytes the array; not copied.
   * @param offset of the first byte.
   * @param length number of bytes.
   */
  public ByteCursor(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  /**
   * Reads a whole array.
   *
   * @param bytes the array; not copied.
   */
  public ByteCursor(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /**
   * Returns the position of the next byte in the array.
   *
   * @return an index from the start of the array.
   */
  public int position() {
    return position;
  }

  /**
   * Returns how many bytes are left.
   *
   * @return zero or more.
   */
  public int remaining() {
    return end - position;
  }

  /**
   * Returns the next byte without moving past it.
   *
   * @return 0 to 255.
   * @throws MalformedException at the end of the bytes.
   */
  public int peek() throws MalformedException {
    require(1);
    return bytes[position] & 0xFF;
  }

  /**
   * Reads one byte.
   *
   * @return 0 to 255.
   * @throws MalformedException at the end of the bytes.
   */
  public int u8() throws MalformedException {
    require(1);
    return bytes[position++] & 0xFF;
  }

  /**
   * Reads two bytes.
   *
   * @return 0 to 65535.
   * @throws MalformedException if fewer are left.
   */
  public int u16() throws MalformedException {
    require(2);
    int value = (bytes[position] & 0xFF) << 8 | bytes[position + 1] & 0xFF;
    position += 2;
    return value;
  }

  /**
   * Reads four bytes.
   *
   * @return 0 to 4294967295.
   * @throws MalformedException if fewer are left.
   */
  public long u32() throws MalformedException {
    require(4);
    return (long) u16() << 16 | u16();
  }

  /**
   * Reads bytes.
   *
   * @param count number of bytes.
   * @return a copy.
   * @throws MalformedException if fewer are left.
   */
  public byte[] take(int count) throws MalformedException {
    require(count);
    position += count;
    return Arrays.copyOfRange(bytes, position - count, position);
  }

  /**
   * Skips bytes.
   *
   * @param count number of bytes.
   * @throws MalformedException if fewer are left.
   */
  public void skip(int count) throws MalformedException {
    require(count);
    position += count;
  }

  /**
   * Returns a separate cursor over the next bytes and skips them here, so that an inner length
   * field limits what is read inside it.
   *
   * @param count number of bytes.
   * @return a cursor that ends after these bytes.
   * @throws MalformedException if fewer are left.
   */
  public ByteCursor part(int count) throws MalformedException {
    require(count);
    ByteCursor part = new ByteCursor(bytes, position, count);
    position += count;
    return part;
  }

  /**
   * Checks that all bytes were read.
   *
   * @throws MalformedException if bytes are left.
   */
  public void requireEnd() throws MalformedException {
    if (position != end) {
      throw new MalformedException((end - position) + " bytes too many from byte " + position);
    }
  }

  private void require(int count) throws MalformedException {
    if (count < 0 || count > end - position) {
      throw new MalformedException(
          "at byte "
              + position
              + " there should be "
              + count
              + " more, but there are "
              + (end - position));
    }
  }
}
