// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/**
 * Receives what a framer finds in the byte stream.
 *
 * @param <F> the type of a frame whose checksum is right.
 */
public interface FrameSink<F> {

  /**
   * Called for a frame whose checksum is right.
   *
   * @param frame the frame; the sink may keep it.
   */
  void frame(F frame);

  /**
   * Called for bytes that belong to no frame.
   *
   * @param bytes the array; valid during the call only.
   * @param offset of the first byte.
   * @param length number of bytes, at least one.
   */
  void noise(byte[] bytes, int offset, int length);

  /**
   * Called for bytes that began like a frame but were damaged or incomplete. The search continues
   * after the first of them, so the same bytes may be reported again as noise or as part of the
   * next frame.
   *
   * @param damage which check failed.
   */
  void corrupt(Damage damage);
}
