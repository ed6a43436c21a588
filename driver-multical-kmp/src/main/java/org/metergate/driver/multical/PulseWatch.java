// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;

/**
 * Recognises a pulse output on a serial port: each closed contact is a break on the line, which a
 * port delivers as a single zero byte. A meter may send such a zero too, so it takes several of
 * them and never an answer. Exists as long as the driver. One thread.
 */
final class PulseWatch {
  private static final int ENOUGH = 3;

  /** A contact that bounces or is closed longer than a byte results in some zeros at once. */
  private static final int MAX_AT_ONCE = 16;

  private static final long APART = TimeUnit.MILLISECONDS.toNanos(50);

  private int pulses;
  private long last;
  private boolean other;
  private boolean answered;

  /** Returns a link all of whose bytes are watched. */
  ByteLink watching(ByteLink link, MeterSession meter) {
    return new ForwardingByteLink(link) {
      @Override
      public int read(byte[] into, Duration maxWait)
          throws LinkLostException, InterruptedException {
        int count = super.read(into, maxWait);
        if (count > 0) {
          received(into, count, meter.nanos());
        }
        return count;
      }
    };
  }

  /** Accepts the bytes of one read. */
  void received(byte[] chunk, int count, long now) {
    for (int i = 0; i < count; i++) {
      if (chunk[i] != 0) {
        other = true;
        return;
      }
    }
    if (count <= MAX_AT_ONCE && (pulses == 0 || now - last >= APART)) {
      pulses++;
      last = now;
    }
  }

  /** Records an answer of a meter: it is not a pulse output. */
  void answered() {
    answered = true;
  }

  /** Returns whether nothing but pulses was ever received. */
  boolean certain() {
    return !answered && !other && pulses >= ENOUGH;
  }
}
