// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.util.Arrays;
import java.util.Optional;

/** Collects the bytes of a request; what is not a good frame is dropped, as by real meters. */
final class Receiver {
  private static final int SHORT = 0x10;
  private static final int LONG = 0x68;
  private static final int END = 0x16;
  private static final int SHORT_LENGTH = 5;
  private static final int HEAD = 4;

  private byte[] received = new byte[0];

  /** Drops the beginning of a request whose rest did not come. */
  void pause() {
    received = new byte[0];
  }

  void add(byte[] bytes) {
    int before = received.length;
    received = Arrays.copyOf(received, before + bytes.length);
    System.arraycopy(bytes, 0, received, before, bytes.length);
  }

  /** Takes the next request; empty until more bytes have come. */
  Optional<Request> next() {
    int from = 0;
    while (from < received.length) {
      int length = length(from);
      if (length > received.length - from) {
        break;
      }
      if (length > 0) {
        byte[] frame = Arrays.copyOfRange(received, from, from + length);
        if (isGood(frame)) {
          received = Arrays.copyOfRange(received, from + length, received.length);
          return Optional.of(request(frame));
        }
      }
      from++;
    }
    received = Arrays.copyOfRange(received, from, received.length);
    return Optional.empty();
  }

  /** Returns how long the frame that begins here should be; 0 if none begins here. */
  private int length(int from) {
    int start = received[from] & 0xFF;
    if (start == SHORT) {
      return SHORT_LENGTH;
    }
    if (start != LONG) {
      return 0;
    }
    if (received.length - from < HEAD) {
      return HEAD;
    }
    int length = received[from + 1] & 0xFF;
    boolean head = received[from + 2] == (byte) length && received[from + 3] == (byte) LONG;
    return head && length >= 3 ? length + HEAD + 2 : 0;
  }

  private static boolean isGood(byte[] frame) {
    int begin = frame[0] == SHORT ? 1 : HEAD;
    int sum = 0;
    for (int i = begin; i < frame.length - 2; i++) {
      sum += frame[i];
    }
    return frame[frame.length - 1] == END && frame[frame.length - 2] == (byte) sum;
  }

  private static Request request(byte[] frame) {
    if (frame[0] == SHORT) {
      return new Request(frame[1] & 0xFF, frame[2] & 0xFF, -1, new byte[0]);
    }
    byte[] data = Arrays.copyOfRange(frame, HEAD + 3, frame.length - 2);
    return new Request(frame[4] & 0xFF, frame[5] & 0xFF, frame[6] & 0xFF, data);
  }
}
