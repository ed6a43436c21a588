// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

/** An output that can also publish the raw bytes of a line. Any thread; returns at once. */
public interface RawSink {

  /**
   * Returns whether raw bytes are wanted; where no output wants them, none are collected.
   *
   * @return always the same.
   */
  boolean wantsRaw();

  /**
   * Publishes what was received on a meter's line between two silences, unchanged: with or without
   * faults, encrypted or not. What cannot be sent now is not kept.
   *
   * @param meter the configured name.
   * @param bytes 1 to 4096 of them.
   */
  void publishRaw(String meter, byte[] bytes);
}
