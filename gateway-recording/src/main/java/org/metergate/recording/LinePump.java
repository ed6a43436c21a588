// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.metergate.spi.emulator.EmulatedMeter;

/**
 * Paces what an emulated meter sends to the speed of its line: byte number i of a burst, from zero,
 * arrives {@code (i + 1)} byte times after the start of the burst. Bursts that overlap are sent one
 * after another. Like a USB adapter it hands bytes over in groups, at most 16 ms after the first of
 * them and at the end of a burst, so that the reader is not woken for every byte. It has no clock
 * of its own and never waits; one thread.
 */
public final class LinePump {
  private static final long GROUP = Duration.ofMillis(16).toNanos();

  private final EmulatedMeter meter;
  private final Deque<EmulatedMeter.Burst> bursts = new ArrayDeque<>();
  private int taken;
  private long lineFree = Long.MIN_VALUE;

  /**
   * Connects a meter to a line.
   *
   * @param meter polled only by this pump from now on.
   */
  public LinePump(EmulatedMeter meter) {
    this.meter = meter;
  }

  /**
   * Returns when to call {@link #take} again.
   *
   * @return the time at which the next group of bytes is complete, or at which the meter must be
   *     polled; {@link Long#MAX_VALUE} when it sends only in answer to a request.
   */
  public long nextNanos() {
    EmulatedMeter.Burst burst = bursts.peek();
    if (burst == null) {
      return meter.nextNanos();
    }
    long end = byteTime(burst, burst.bytes().length - 1);
    return Math.min(end, byteTime(burst, taken) + GROUP);
  }

  /**
   * Takes the bytes that have arrived.
   *
   * @param nanos the current time; never earlier than in the previous call.
   * @param into receives the bytes, from index 0.
   * @return how many bytes were taken: all that fit, often none.
   */
  public int take(long nanos, byte[] into) {
    for (EmulatedMeter.Burst burst : meter.poll(nanos)) {
      long start = Math.max(burst.startNanos(), lineFree);
      bursts.add(new EmulatedMeter.Burst(start, burst.bytes()));
      lineFree = start + burst.bytes().length * meter.settings().byteNanos();
    }
    int count = 0;
    while (!bursts.isEmpty() && count < into.length) {
      EmulatedMeter.Burst burst = bursts.peek();
      if (byteTime(burst, taken) > nanos) {
        break;
      }
      into[count++] = burst.bytes()[taken++];
      if (taken == burst.bytes().length) {
        bursts.remove();
        taken = 0;
      }
    }
    return count;
  }

  /**
   * Discards the bytes that have arrived but were not taken.
   *
   * @param nanos the current time.
   */
  public void discard(long nanos) {
    byte[] discarded = new byte[1024];
    while (take(nanos, discarded) > 0) {
      // each round discards up to a kilobyte
    }
  }

  private long byteTime(EmulatedMeter.Burst burst, int index) {
    return burst.startNanos() + (index + 1) * meter.settings().byteNanos();
  }
}
