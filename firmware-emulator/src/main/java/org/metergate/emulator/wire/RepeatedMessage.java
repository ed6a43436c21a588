// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/** A device that sends a message at regular intervals, whatever it receives. */
public final class RepeatedMessage implements EmulatedMeter {
  private final LineSettings settings;
  private final long interval;
  private final IntFunction<byte[]> message;
  private long next;
  private int sent;

  /**
   * Switches the device on.
   *
   * @param settings of its line.
   * @param first when the first message begins, nanoseconds.
   * @param interval from the beginning of a message to that of the next one.
   * @param message takes the number of a message, from 0, and returns its bytes.
   */
  public RepeatedMessage(
      LineSettings settings, long first, Duration interval, IntFunction<byte[]> message) {
    this.settings = settings;
    this.next = first;
    this.interval = interval.toNanos();
    this.message = message;
  }

  @Override
  public LineSettings settings() {
    return settings;
  }

  @Override
  public long nextNanos() {
    return next;
  }

  @Override
  public List<Burst> poll(long nanos) {
    List<Burst> bursts = new ArrayList<>();
    while (next <= nanos) {
      bursts.add(new Burst(next, message.apply(sent++)));
      next += interval;
    }
    return bursts;
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    // it only sends
  }

  @Override
  public void request(boolean on, long nanos) {
    // it has no request line
  }
}
