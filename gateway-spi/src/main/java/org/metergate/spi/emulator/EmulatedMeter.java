// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.List;
import org.metergate.spi.link.LineSettings;

/**
 * An emulated meter: told the time and what it receives, it says what it sends and when. No
 * threads, no waiting; times are those of the clock it was made with and never go back.
 */
public interface EmulatedMeter {

  /**
   * Says how its line is set.
   *
   * @return speed and framing; what it sends is paced by them.
   */
  LineSettings settings();

  /**
   * Says when it will next send by itself.
   *
   * @return nanoseconds; {@link Long#MAX_VALUE} when it only answers.
   */
  long nextNanos();

  /**
   * Takes what the meter starts to send up to a time.
   *
   * @param nanos the time now.
   * @return bursts in order of their beginning, each once; often none.
   */
  List<Burst> poll(long nanos);

  /**
   * Bytes have reached the meter.
   *
   * @param bytes what came.
   * @param nanos when its last byte was there.
   */
  void receive(byte[] bytes, long nanos);

  /**
   * The request line at the meter has changed.
   *
   * @param on whether it is asserted.
   * @param nanos when.
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
