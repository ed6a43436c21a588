// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Feeds a framer megabytes of garbage and checks how much memory it keeps and how long it takes.
 */
final class Endurance<F> implements FrameSink<F> {
  private static final int TOTAL = 12 << 20;
  private static final int CHUNK = 4096;

  /**
   * Half of the garbage: the whole heap is measured, and the test engine may allocate or release
   * some megabytes of its own meanwhile.
   */
  private static final long MAX_KEPT = TOTAL / 2;

  /**
   * At 115200 baud twelve megabytes take twenty minutes to arrive; a framer needs a second of
   * computing time for them, of this thread alone, so that other programs do not change the result.
   */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private long frames;
  private long complaints;

  private Endurance() {}

  static <F> void run(String name, Framer<F> framer, byte[] block, byte[] good) {
    Endurance<F> sink = new Endurance<>();
    byte[] chunk = new byte[CHUNK];
    long usedBefore = used();
    long begin = computed();
    int at = 0;
    for (int fed = 0; fed < TOTAL; fed += CHUNK) {
      for (int i = 0; i < CHUNK; i++) {
        chunk[i] = block[at];
        at = at + 1 == block.length ? 0 : at + 1;
      }
      framer.accept(chunk, 0, CHUNK, sink);
      assertTrue(
          computed() - begin < LIMIT.toNanos(),
          () -> name + ": twelve megabytes took more than " + LIMIT.toSeconds() + " s");
    }
    long kept = used() - usedBefore;
    Reference.reachabilityFence(
        framer); // what it keeps must not be collected before it is measured
    assertTrue(kept < MAX_KEPT, () -> name + ": the framer keeps " + kept + " bytes");
    // a protocol that cannot notice every damage takes a frame with one damaged bit for good
    assertTrue(
        sink.complaints + sink.frames > 0,
        () -> name + " was reported neither as noise nor as damage");
    framer.silence(Duration.ofHours(1).toNanos(), sink);
    sink.frames = 0;
    framer.accept(good, 0, good.length, sink);
    framer.silence(Duration.ofHours(1).toNanos(), sink);
    assertEquals(1, sink.frames, () -> name + ": the good frame after it was not found");
  }

  private static long computed() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Override
  public void frame(F frame) {
    frames++;
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    complaints++;
  }

  @Override
  public void corrupt(Damage damage) {
    complaints++;
  }
}
