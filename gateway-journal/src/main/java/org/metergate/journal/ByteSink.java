// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.Arrays;

/** A growing byte buffer that is reused for the next row. */
final class ByteSink {
  private byte[] bytes = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  void put(int b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) b;
  }

  void put(byte[] more) {
    if (bytes.length - size < more.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size * 2, size + more.length));
    }
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
