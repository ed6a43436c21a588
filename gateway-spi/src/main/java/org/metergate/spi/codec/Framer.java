// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/**
 * Cuts a stream of bytes into frames. Its result depends only on the bytes and on the reported
 * silence: the same bytes give the same frames at every split into chunks. After damage it searches
 * again from the byte after the false start, so that the next good frame is always found. Used by
 * one thread.
 *
 * @param <F> the type of a frame whose checksum is right.
 */
public interface Framer<F> {

  /**
   * Takes the next bytes.
   *
   * @param chunk the array.
   * @param offset of the first byte.
   * @param length number of bytes.
   * @param sink receives frames, noise and damage, in the order of the stream.
   */
  void accept(byte[] chunk, int offset, int length, FrameSink<F> sink);

  /**
   * Reports that no byte has arrived for a while. A framer that has waited long enough for the rest
   * of a frame gives that frame up and searches the bytes that it holds.
   *
   * @param nanos nanoseconds since the last byte.
   * @param sink as for {@link #accept}.
   */
  void silence(long nanos, FrameSink<F> sink);
}
