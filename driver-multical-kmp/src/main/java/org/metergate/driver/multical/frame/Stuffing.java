// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.frame;

import java.io.ByteArrayOutputStream;

/**
 * Keeps the bytes with a special meaning for the receiver out of a frame's content: start, stop,
 * acknowledge and escape are sent as the escape byte and their inverse.
 */
final class Stuffing {
  static final int STOP = 0x0D;
  static final int ACKNOWLEDGE = 0x06;
  static final int ESCAPE = 0x1B;

  private Stuffing() {}

  /** Returns whether a byte must be escaped in a frame. */
  static boolean isSpecial(int value) {
    return switch (value) {
      case 0x80, 0x40, STOP, ACKNOWLEDGE, ESCAPE -> true;
      default -> false;
    };
  }

  /** Writes one byte of content. */
  static void write(int value, ByteArrayOutputStream out) {
    if (isSpecial(value)) {
      out.write(ESCAPE);
      out.write(~value);
    } else {
      out.write(value);
    }
  }
}
