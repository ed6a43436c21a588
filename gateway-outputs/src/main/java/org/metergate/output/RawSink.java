// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

/** An output that can also pass on the bytes of a line. Any thread; returns at once. */
public interface RawSink {

  /**
   * Passes on what a meter's line brought between two silences, as it came: with or without faults,
   * ciphered or not. What cannot be sent now is not kept.
   *
   * @param meter the configured name.
   * @param bytes 1 to 4096 of them.
   */
  void publishRaw(String meter, byte[] bytes);
}
