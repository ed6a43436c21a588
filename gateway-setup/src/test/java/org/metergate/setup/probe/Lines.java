// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.link.LineSettings;

/** Makes what was heard, for tests: bursts of bytes at given times. */
final class Lines {
  private final List<LineByte> bytes = new ArrayList<>();

  /** Adds a burst that begins at a time and has a byte each millisecond. */
  Lines burst(double seconds, int... values) {
    long nanos = (long) (seconds * 1e9);
    for (int value : values) {
      bytes.add(new LineByte(nanos, value, LineByte.Kind.GOOD));
      nanos += 1_000_000;
    }
    return this;
  }

  /** Adds a burst of so many equal bytes whose last one is of a kind. */
  Lines burst(double seconds, int count, int value, LineByte.Kind last) {
    long nanos = (long) (seconds * 1e9);
    for (int i = 0; i < count; i++) {
      bytes.add(new LineByte(nanos, value, i == count - 1 ? last : LineByte.Kind.GOOD));
      nanos += 1_000_000;
    }
    return this;
  }

  Heard heard(String settings, double seconds) {
    return heard(settings, seconds, new byte[0]);
  }

  Heard heard(String settings, double seconds, byte[] sent) {
    LineSettings line = LineSettings.parse(settings).orElseThrow();
    return new Heard(line, true, 0, (long) (seconds * 1e9), sent, bytes);
  }

  static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  static int[] values(byte[] bytes) {
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xFF;
    }
    return values;
  }
}
