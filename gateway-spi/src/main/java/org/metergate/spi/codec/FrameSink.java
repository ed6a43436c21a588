// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/**
 * Hears what a framer finds.
 *
 * @param <F> a frame whose checksum holds.
 */
public interface FrameSink<F> {

  /**
   * A frame with a good checksum.
   *
   * @param frame the frame; the sink may keep it.
   */
  void frame(F frame);

  /**
   * Bytes that belong to no frame.
   *
   * @param bytes holds them; valid during the call only.
   * @param offset of the first.
   * @param length how many, at least one.
   */
  void noise(byte[] bytes, int offset, int length);

  /**
   * Something that began like a frame and was not whole. The search goes on behind its first byte,
   * so its bytes may be told of again as noise or as part of the next frame.
   *
   * @param damage what did not hold.
   */
  void corrupt(Damage damage);
}
