// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.time.Duration;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * The receive loop of every driver that only listens: it passes bytes and silence to the framer.
 */
public final class Reception {
  private static final Duration TICK = Duration.ofMillis(500);

  private Reception() {}

  /**
   * Listens until the link is lost.
   *
   * @param <F> the type of a frame.
   * @param link delivers the bytes.
   * @param time the session.
   * @param framer receives the bytes and the silence.
   * @param sink receives the frames, noise and damage.
   * @throws LinkLostException when the link is lost; the loop has no other normal end.
   * @throws InterruptedException when the program stops.
   */
  public static <F> void listen(ByteLink link, TimeSource time, Framer<F> framer, FrameSink<F> sink)
      throws LinkLostException, InterruptedException {
    byte[] chunk = new byte[2048];
    long lastByte = time.nanos();
    while (true) {
      int count = link.read(chunk, TICK);
      if (count > 0) {
        lastByte = time.nanos();
        framer.accept(chunk, 0, count, sink);
      } else {
        framer.silence(time.nanos() - lastByte, sink);
      }
    }
  }
}
