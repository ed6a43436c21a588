// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.io.ByteArrayOutputStream;

/**
 * Collects the bytes that are read from one open link into bursts, for outputs that want raw bytes:
 * a burst ends when a read returns no bytes, and at 4096 bytes. Nothing is collected while no
 * output wants them. On the link's thread.
 */
final class RawTap {
  private static final int MAX_BURST = 4096;

  private final RawListener listener;
  private final ByteArrayOutputStream burst = new ByteArrayOutputStream();

  RawTap(RawListener listener) {
    this.listener = listener;
  }

  /**
   * Takes the result of a read.
   *
   * @param bytes the read's buffer.
   * @param count how many of them are new; 0 ends a burst.
   */
  void read(byte[] bytes, int count) {
    if (!listener.wantsRaw()) {
      burst.reset();
      return;
    }
    for (int i = 0; i < count; i++) {
      burst.write(bytes[i]);
      if (burst.size() == MAX_BURST) {
        flush();
      }
    }
    if (count == 0 && burst.size() > 0) {
      flush();
    }
  }

  private void flush() {
    listener.raw(burst.toByteArray());
    burst.reset();
  }
}
