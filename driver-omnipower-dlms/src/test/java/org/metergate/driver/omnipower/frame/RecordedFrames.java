// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Hex;

/** Records what a framer reports. */
final class RecordedFrames implements FrameSink<Frame> {
  final List<Frame> frames = new ArrayList<>();
  final List<Damage> damages = new ArrayList<>();
  final StringBuilder noise = new StringBuilder();
  private final PushFramer framer = new PushFramer();

  RecordedFrames feed(byte[]... chunks) {
    for (byte[] chunk : chunks) {
      framer.accept(chunk, 0, chunk.length, this);
    }
    return this;
  }

  RecordedFrames silence(long nanos) {
    framer.silence(nanos, this);
    return this;
  }

  List<String> content() {
    return frames.stream()
        .map(
            f ->
                Hex.of(
                    java.util.Arrays.copyOfRange(f.bytes(), f.offset(), f.offset() + f.length())))
        .toList();
  }

  @Override
  public void frame(Frame frame) {
    frames.add(frame);
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    noise.append(Hex.of(java.util.Arrays.copyOfRange(bytes, offset, offset + length)));
  }

  @Override
  public void corrupt(Damage damage) {
    damages.add(damage);
  }
}
