// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/**
 * Cuts a stream of bytes into frames. It depends on nothing but the bytes and on being told of
 * silence: the same bytes give the same frames at every split into chunks. After damage it searches
 * on from the byte behind the false start, so that the next good frame is always found. One thread.
 *
 * @param <F> a frame whose checksum holds.
 */
public interface Framer<F> {

  /**
   * Takes the next bytes.
   *
   * @param chunk holds them.
   * @param offset of the first.
   * @param length how many.
   * @param sink is told of frames, noise and damage, in the order of the stream.
   */
  void accept(byte[] chunk, int offset, int length, FrameSink<F> sink);

  /**
   * Says that nothing has come for a while; a framer that has waited long enough for the rest of a
   * frame gives it up and searches what it holds.
   *
   * @param nanos since the last byte.
   * @param sink as for {@link #accept}.
   */
  void silence(long nanos, FrameSink<F> sink);
}
