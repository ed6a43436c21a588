// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.wire;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/** A receiver with settings other than the eight bits without parity that a meter sends. */
public final class Uart {
  private static final int SENT_BITS = 10;

  private Uart() {}

  /** What is received with a parity bit that is not checked. */
  public static byte[] readWithParity(byte[] sent, int dataBits) {
    BitSet line = new BitSet();
    int end = sent.length * SENT_BITS;
    line.set(0, end + 20); // idle is one
    for (int i = 0; i < sent.length; i++) {
      line.clear(i * SENT_BITS);
      for (int bit = 0; bit < 8; bit++) {
        line.set(i * SENT_BITS + 1 + bit, (sent[i] >> bit & 1) != 0);
      }
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int at = line.nextClearBit(0);
    while (at < end) {
      int value = 0;
      for (int bit = 0; bit < dataBits; bit++) {
        value |= line.get(at + 1 + bit) ? 1 << bit : 0;
      }
      read.write(value);
      int stop = at + dataBits + 2;
      at =
          line.nextClearBit(
              line.nextSetBit(stop)); // a start bit is a falling edge from one to zero
    }
    return read.toByteArray();
  }
}
