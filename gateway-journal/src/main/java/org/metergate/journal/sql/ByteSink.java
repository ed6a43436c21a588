// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.util.Arrays;

/** A growing byte buffer that is reused for the next row. */
public final class ByteSink {
  private byte[] bytes = new byte[256];
  private int size;

  public void clear() {
    size = 0;
  }

  public void put(int b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) b;
  }

  public void put(byte[] more) {
    if (bytes.length - size < more.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size * 2, size + more.length));
    }
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
