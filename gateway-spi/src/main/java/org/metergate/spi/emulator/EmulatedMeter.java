// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.List;
import org.metergate.spi.link.LineSettings;

/**
 * An emulated meter: from the time and the bytes that it receives it determines what it sends and
 * when. It starts no threads and never waits; times are those of the clock with which it was
 * created and never go back.
 */
public interface EmulatedMeter {

  /**
   * Returns the line settings of the meter.
   *
   * @return speed and framing, which also set the pace of what it sends.
   */
  LineSettings settings();

  /**
   * Returns when the meter will next send without being asked.
   *
   * @return nanoseconds; {@link Long#MAX_VALUE} when it only answers.
   */
  long nextNanos();

  /**
   * Takes what the meter has started to send up to a time.
   *
   * @param nanos the current time.
   * @return each burst once, in the order of their start times; often none.
   */
  List<Burst> poll(long nanos);

  /**
   * Called when bytes have reached the meter.
   *
   * @param bytes the bytes.
   * @param nanos when the last byte arrived.
   */
  void receive(byte[] bytes, long nanos);

  /**
   * Called when the request line at the meter has changed.
   *
   * @param on whether it is asserted.
   * @param nanos when it changed.
   */
  void request(boolean on, long nanos);

  /**
   * Bytes that leave the meter without a pause between them.
   *
   * @param startNanos when the first start bit leaves.
   * @param bytes at least one; not copied.
   */
  record Burst(long startNanos, byte[] bytes) {}
}
