// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import org.metergate.spi.codec.Crc16;

/**
 * Checksums (CRC-16/X-25) of parts of a buffer. On a good line each frame is summed up by itself.
 * After a frame that failed, the checksum of every beginning of the buffer is kept, from which that
 * of any part follows in a fixed number of steps, since the checksum is linear: false starts one in
 * the other, each of which claims two thousand bytes, then cost no more than their own bytes. One
 * thread.
 */
final class FrameChecksums {
  private static final int INVERSION = 0xFFFF;
  private static final int WIDTH = 16;

  /** What 1, 2, 4, ... zeros after it make of each bit of the register. */
  private static final char[][] ZEROS = zeros(12);

  private static final int NONE = -1;

  /** The register after the bytes from {@link #base} up to here, begun with zero. */
  private final char[] registers;

  private int base = NONE;
  private int known;

  /**
   * Creates checksums of an empty buffer.
   *
   * @param capacity of the buffer.
   */
  FrameChecksums(int capacity) {
    this.registers = new char[capacity + 1];
  }

  /** A good frame was found: the next ones are probably good too. */
  void succeeded() {
    base = NONE;
  }

  /** A frame failed whose first byte is here. */
  void failed(int from) {
    if (base == NONE) {
      begin(from);
    }
  }

  /** The bytes of the buffer were moved this far to its front. */
  void moved(int by) {
    if (base == NONE) {
      return;
    }
    if (known < by) {
      begin(0);
    } else {
      int from = Math.max(base, by);
      System.arraycopy(registers, from, registers, from - by, known - from + 1);
      base = from - by;
      known -= by;
    }
  }

  private void begin(int from) {
    base = from;
    known = from;
    registers[from] = 0;
  }

  /** The checksum of a part of the buffer. */
  int of(byte[] buffer, int from, int length) {
    if (base == NONE || from < base) {
      return Crc16.X25.of(buffer, from, length);
    }
    int to = from + length;
    for (; known < to; known++) {
      int register = Crc16.X25.extend(registers[known] ^ INVERSION, buffer, known, 1);
      registers[known + 1] = (char) (register ^ INVERSION);
    }
    return registers[to] ^ withZeros(registers[from] ^ INVERSION, length) ^ INVERSION;
  }

  private static int withZeros(int register, int count) {
    int result = register;
    for (int power = 0; count >> power != 0; power++) {
      if ((count >> power & 1) != 0) {
        result = times(ZEROS[power], result);
      }
    }
    return result;
  }

  private static int times(char[] matrix, int register) {
    int result = 0;
    for (int bits = register; bits != 0; bits &= bits - 1) {
      result ^= matrix[Integer.numberOfTrailingZeros(bits)];
    }
    return result;
  }

  private static char[][] zeros(int powers) {
    char[][] matrices = new char[powers][WIDTH];
    for (int bit = 0; bit < WIDTH; bit++) {
      int register = Crc16.X25.extend(1 << bit ^ INVERSION, new byte[1], 0, 1) ^ INVERSION;
      matrices[0][bit] = (char) register;
    }
    for (int power = 1; power < powers; power++) {
      for (int bit = 0; bit < WIDTH; bit++) {
        matrices[power][bit] = (char) times(matrices[power - 1], matrices[power - 1][bit]);
      }
    }
    return matrices;
  }
}
