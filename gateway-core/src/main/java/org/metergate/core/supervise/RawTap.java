// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.io.ByteArrayOutputStream;

/**
 * Collects the bytes that are read from one open link into bursts, for outputs that want raw bytes:
 * a burst ends when a read finds nothing, and at 4096 bytes. Nothing is collected while no output
 * wants them. On the link's thread.
 */
final class RawTap {
  private static final int LONGEST = 4096;

  private final RawListener listener;
  private final ByteArrayOutputStream burst = new ByteArrayOutputStream();

  RawTap(RawListener listener) {
    this.listener = listener;
  }

  /**
   * Takes what a read brought.
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
      if (burst.size() == LONGEST) {
        pass();
      }
    }
    if (count == 0 && burst.size() > 0) {
      pass();
    }
  }

  private void pass() {
    listener.raw(burst.toByteArray());
    burst.reset();
  }
}
