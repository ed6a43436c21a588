// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.Optional;

/**
 * Examines bytes that form no telegram: whether they are text at all, which they are not at a wrong
 * speed, and whether they are another known protocol. Starts again with each good telegram. One
 * thread.
 */
final class LineObservation {
  /** Fewer bytes prove nothing. */
  private static final int ENOUGH = 24;

  /** This many are judged without waiting for a pause. */
  private static final int PLENTY = 512;

  private static final int DLMS_FLAG = 0x7E;
  private static final int[] DLMS_MARK = {0xE6, 0xE7, 0x00};
  private static final int DLMS_REACH = 16;

  private long bytes;
  private long readable;
  private boolean dlms;

  /** Starts again: a good telegram arrived, or the speed was changed. */
  void forget() {
    bytes = 0;
    readable = 0;
    dlms = false;
  }

  /** Accepts bytes that belong to no telegram. */
  void received(byte[] received, int offset, int length) {
    bytes += length;
    for (int i = offset; i < offset + length; i++) {
      readable += isReadable(received[i]) ? 1 : 0;
      dlms |= (received[i] & 0xFF) == DLMS_FLAG && isDlms(received, i, offset + length);
    }
  }

  /** Returns whether messages of a DLMS port were seen. */
  boolean sawDlms() {
    return dlms;
  }

  /**
   * Returns whether the bytes are not text, so that the speed must be wrong.
   *
   * @param pause whether the line is quiet, so that no more bytes follow these.
   */
  boolean isNonsense(boolean pause) {
    boolean judged = bytes >= PLENTY || pause && bytes >= ENOUGH;
    return judged && readable * 10 < bytes * 7;
  }

  /** Returns whether a byte is a text character, with or without an even parity bit. */
  private static boolean isReadable(byte b) {
    int c = b & 0x7F;
    boolean text = c >= ' ' && c < 0x7F || c == '\r' || c == '\n';
    return text && (b >= 0 || Integer.bitCount(b & 0xFF) % 2 == 0);
  }

  /**
   * Returns whether an HDLC frame of format 3 begins here, followed closely by the LLC bytes of a
   * push message.
   */
  private static boolean isDlms(byte[] b, int at, int to) {
    if (at + 1 >= to || (b[at + 1] & 0xF0) != 0xA0) {
      return false;
    }
    for (int i = at + 2; i + DLMS_MARK.length <= Math.min(to, at + DLMS_REACH); i++) {
      if ((b[i] & 0xFF) == DLMS_MARK[0]
          && (b[i + 1] & 0xFF) == DLMS_MARK[1]
          && b[i + 2] == DLMS_MARK[2]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the identification line of a telegram that ends after it; nothing for anything else.
   */
  static Optional<String> onlyName(byte[] noise, int offset, int length) {
    StringBuilder name = new StringBuilder();
    int at = offset;
    int to = offset + length;
    while (at < to && (noise[at] & 0x7F) >= ' ') {
      name.append((char) (noise[at] & 0x7F));
      at++;
    }
    boolean ended = at < to;
    while (at < to && ((noise[at] & 0x7F) == '\r' || (noise[at] & 0x7F) == '\n')) {
      at++;
    }
    return ended && at == to && name.toString().startsWith("/")
        ? Optional.of(name.substring(1))
        : Optional.empty();
  }
}
