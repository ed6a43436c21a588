// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Feeds a framer and records what it finds. Each chunk is handed over in the middle of a larger
 * array that is overwritten afterwards: this catches a framer that ignores the offset or keeps the
 * array.
 *
 * @param <F> the type of a frame.
 */
final class Transcript<F> implements FrameSink<F> {
  private static final int MARGIN = 3;

  private final Framer<F> framer;
  private final Function<F, String> text;
  private final List<String> frames = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private long noise;

  Transcript(Framer<F> framer, Function<F, String> text) {
    this.framer = framer;
    this.text = text;
  }

  /** Hands over bytes as one chunk. */
  Transcript<F> feed(byte[] bytes) {
    return feed(bytes, 0, bytes.length);
  }

  /** Hands over a part of an array as one chunk. */
  Transcript<F> feed(byte[] bytes, int from, int to) {
    byte[] larger = new byte[to - from + 2 * MARGIN];
    java.util.Arrays.fill(larger, bytes.length > 0 ? bytes[0] : 0); // margins look like a frame
    System.arraycopy(bytes, from, larger, MARGIN, to - from);
    framer.accept(larger, MARGIN, to - from, this);
    java.util.Arrays.fill(larger, (byte) 0x55);
    return this;
  }

  Transcript<F> silence(long nanos) {
    framer.silence(nanos, this);
    return this;
  }

  @Override
  public void frame(F frame) {
    frames.add(text.apply(frame));
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      throw new AssertionError("noise of no bytes was reported");
    }
    noise += length;
  }

  @Override
  public void corrupt(Damage damage) {
    damages.add(java.util.Objects.requireNonNull(damage, "damage"));
  }

  List<String> frames() {
    return frames;
  }

  List<Damage> damages() {
    return damages;
  }

  long noise() {
    return noise;
  }

  /** Returns whether anything but frames was reported. */
  boolean complained() {
    return noise > 0 || !damages.isEmpty();
  }
}
