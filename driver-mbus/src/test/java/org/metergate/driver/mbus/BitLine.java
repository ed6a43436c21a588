// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/**
 * The bits of a bus, sampled eight times each: it is low where any meter makes it low (EN 13757-2:
 * a space is the higher current), and a receiver reads bytes from it as a serial port does.
 */
final class BitLine {
  private static final int SAMPLES = 8;

  /** Start bit, eight of data, even parity, stop bit. */
  private static final int BITS = 11;

  private final BitSet low = new BitSet();

  /** Adds what a meter sends from a time on, in eighths of a bit. */
  BitLine send(int begin, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] & 0xFF;
      int parity = Integer.bitCount(value) & 1;
      int bits = value << 1 | parity << 9 | 1 << 10;
      for (int bit = 0; bit < BITS; bit++) {
        if ((bits >> bit & 1) == 0) {
          int at = begin + (i * BITS + bit) * SAMPLES;
          low.set(at, at + SAMPLES);
        }
      }
    }
    return this;
  }

  /** Returns what a receiver makes of it that does not look at parity and stop bit. */
  byte[] received() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int start = low.nextSetBit(0);
    while (start >= 0) {
      int value = 0;
      for (int bit = 0; bit < 8; bit++) {
        value |= low.get(start + (bit + 1) * SAMPLES + SAMPLES / 2) ? 0 : 1 << bit;
      }
      bytes.write(value);
      int rest = low.nextClearBit(start + (BITS - 1) * SAMPLES + SAMPLES / 2);
      start = low.nextSetBit(rest); // a byte begins with a change from high to low
    }
    return bytes.toByteArray();
  }
}
