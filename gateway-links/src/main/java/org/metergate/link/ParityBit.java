// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.Optional;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LineSettings.Parity;

/**
 * The parity bit of a line with seven data bits, in software: on the wire seven bits with parity
 * are eight bits without. The port is set to eight, which every UART can do (the mini UART of a
 * Raspberry Pi has no parity), and which hides nothing: a terminal that checks parity itself drops
 * a wrong byte without a trace.
 *
 * @param parity any but none.
 */
record ParityBit(Parity parity) {

  /**
   * Returns the parity bit for a setting.
   *
   * @param settings what the driver wants.
   * @return empty where the port itself is set so: without parity, or with other than seven bits.
   */
  static Optional<ParityBit> of(LineSettings settings) {
    return settings.dataBits() == 7 && settings.parity() != Parity.NONE
        ? Optional.of(new ParityBit(settings.parity()))
        : Optional.empty();
  }

  /**
   * Replaces received bytes by their seven bits. A byte whose parity is wrong is delivered with its
   * bit 7 set, which no byte of seven bits has.
   *
   * @param bytes changed in place.
   * @param count how many of them, from index 0.
   */
  void remove(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      int data = bytes[i] & 0x7F;
      bytes[i] = (byte) (withParity(data) == (bytes[i] & 0xFF) ? data : data | 0x80);
    }
  }

  /**
   * Returns bytes to send with their parity bits.
   *
   * @param bytes of seven bits; bit 7 is ignored.
   * @return new bytes, as many.
   */
  byte[] add(byte[] bytes) {
    byte[] sent = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      sent[i] = (byte) withParity(bytes[i] & 0x7F);
    }
    return sent;
  }

  private int withParity(int data) {
    boolean odd = Integer.bitCount(data) % 2 == 1;
    boolean set =
        switch (parity) {
          case EVEN -> odd;
          case ODD -> !odd;
          case MARK -> true;
          case SPACE, NONE -> false;
        };
    return set ? data | 0x80 : data;
  }
}
