// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.metergate.spi.emulator.EmulatedMeter;

/**
 * Paces what an emulated meter sends at the speed of its line: byte number i of a burst, from zero,
 * is there {@code (i + 1)} byte times after the burst began. Bursts that overlap follow one
 * another. Like a USB adapter it hands bytes over in groups, at the latest 16 ms after the first of
 * them and at the end of a burst, so that nobody is woken for every byte. No clock and no waiting
 * of its own; one thread.
 */
public final class LinePump {
  private static final long GROUP = Duration.ofMillis(16).toNanos();

  private final EmulatedMeter meter;
  private final Deque<EmulatedMeter.Burst> bursts = new ArrayDeque<>();
  private int taken;
  private long lineFree = Long.MIN_VALUE;

  /**
   * Puts a meter on a line.
   *
   * @param meter polled only by this pump from now on.
   */
  public LinePump(EmulatedMeter meter) {
    this.meter = meter;
  }

  /**
   * Says when to come back.
   *
   * @return the time at which the next group of bytes is there, or at which the meter wants to be
   *     polled; {@link Long#MAX_VALUE} when it sends only in answer to something.
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
   * Takes what has come.
   *
   * @param nanos the time now; never earlier than in the call before.
   * @param into takes the bytes, from index 0.
   * @return how many there are, often none; all that fit.
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
   * Throws away what has come and was not taken.
   *
   * @param nanos the time now.
   */
  public void discard(long nanos) {
    byte[] waste = new byte[1024];
    while (take(nanos, waste) > 0) {
      // each round throws a kilobyte away
    }
  }

  private long byteTime(EmulatedMeter.Burst burst, int index) {
    return burst.startNanos() + (index + 1) * meter.settings().byteNanos();
  }
}
