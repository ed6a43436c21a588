// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;

/** Delivers one frame at each read, and is lost at the end. */
final class FrameLink implements ByteLink {
  private static final LinkLostException END =
      new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "benchmark"), null);

  private final byte[][] frames;
  private int next;

  FrameLink(byte[][] frames) {
    this.frames = frames;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException {
    if (next == frames.length) {
      throw END;
    }
    byte[] frame = frames[next++];
    System.arraycopy(frame, 0, into, 0, frame.length);
    return frame.length;
  }

  @Override
  public void write(byte[] bytes) {
    throw new AssertionError("nothing is ever sent to this meter");
  }

  @Override
  public boolean request(boolean on) {
    return true;
  }

  @Override
  public void reconfigure(LineSettings settings) {
    // the bytes of a benchmark have no line
  }

  @Override
  public void discardInput() {
    next = frames.length;
  }

  @Override
  public void close() {
    next = frames.length;
  }
}
