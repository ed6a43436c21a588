// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.concurrent.TimeUnit;

/**
 * Notices a pulse output at a serial port: each closed contact is a break on the line, which a port
 * delivers as a lone zero. A meter may send such a zero too, so only several of them, and never an
 * answer, are believed. Lives as long as the driver. One thread.
 */
final class PulseWatch {
  private static final int ENOUGH = 3;

  /** A contact that bounces or closes longer than a byte gives some zeros at once. */
  private static final int MOST_AT_ONCE = 16;

  private static final long APART = TimeUnit.MILLISECONDS.toNanos(50);

  private int pulses;
  private long last;
  private boolean other;
  private boolean answered;

  /** Takes what came in one read. */
  void heard(byte[] chunk, int count, long now) {
    for (int i = 0; i < count; i++) {
      if (chunk[i] != 0) {
        other = true;
        return;
      }
    }
    if (count <= MOST_AT_ONCE && (pulses == 0 || now - last >= APART)) {
      pulses++;
      last = now;
    }
  }

  /** A meter answered: it is no pulse output. */
  void answered() {
    answered = true;
  }

  /** Whether nothing but pulses was ever heard. */
  boolean certain() {
    return !answered && !other && pulses >= ENOUGH;
  }
}
