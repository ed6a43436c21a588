// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

/**
 * A frame without data, {@code 10 C A CS 16}; only the master sends it.
 *
 * @param control the C field, 0 to 255.
 * @param address the A field, 0 to 255.
 */
public record ShortFrame(int control, int address) implements MbusFrame {
  static final int START = 0x10;
  static final int LENGTH = 5;

  @Override
  public byte[] bytes() {
    return new byte[] {
      START, (byte) control, (byte) address, (byte) (control + address), LongFrame.STOP
    };
  }
}
