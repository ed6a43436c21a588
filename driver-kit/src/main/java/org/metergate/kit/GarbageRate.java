// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.metergate.session.ReadingSession;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/**
 * Measures how fast garbage is read, in bytes per second of computing time of this thread, so that
 * other programs on the machine do not change the result.
 */
public final class GarbageRate {
  /** A chunk, as a serial port at 115200 baud delivers it. */
  private static final int CHUNK = 2048;

  private static final long CHUNK_NANOS = CHUNK * TimeUnit.SECONDS.toNanos(1) / 11_520;

  /**
   * Numbers of bytes that a contract tries until one is read quickly: the first runs of code are
   * slow, and the garbage collector may run just then.
   */
  private static final int[] TRIED = {1 << 16, 1 << 18, 1 << 19};

  /** A fifth of what a small computer should reach. */
  private static final double LEAST = 1e6;

  private GarbageRate() {}

  static void require(String kind, Framer<?> framer, byte[] block) {
    require(kind, total -> of(framer, block, total));
  }

  static void require(String kind, ByteDriver driver, byte[] block) {
    require(kind, total -> of(driver, block, total));
  }

  private static void require(String kind, IntToDoubleFunction rate) {
    double best = 0;
    for (int i = 0; i < TRIED.length && best < LEAST; i++) {
      best = Math.max(best, rate.applyAsDouble(TRIED[i]));
    }
    if (best < LEAST) {
      fail(String.format("%s: only %.0f kB/s of such garbage are read", kind, best / 1000));
    }
  }

  /**
   * Measures a framer alone.
   *
   * @param framer an empty one.
   * @param block is repeated.
   * @param total number of bytes.
   * @return bytes per second.
   */
  public static double of(Framer<?> framer, byte[] block, int total) {
    return perSecond(total, () -> feed(framer, block, total));
  }

  /**
   * Measures a driver with its framer, on virtual time and at 115200 baud.
   *
   * @param driver a new one.
   * @param block is repeated.
   * @param total number of bytes.
   * @return bytes per second.
   */
  public static double of(ByteDriver driver, byte[] block, int total) {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    ByteLink link = new GarbageLink(time, block, total);
    return perSecond(total, () -> RecordingPlayer.run(driver, link, new Forgetful(time)));
  }

  private static double perSecond(int total, Runnable work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    return total * 1e9 / Math.max(1, took);
  }

  private static <F> void feed(Framer<F> framer, byte[] block, int total) {
    FrameSink<F> sink = new Ignored<>();
    byte[] chunk = new byte[CHUNK];
    int at = 0;
    for (int fed = 0; fed < total; fed += CHUNK) {
      at = fill(chunk, block, at);
      framer.accept(chunk, 0, CHUNK, sink);
    }
  }

  private static int fill(byte[] chunk, byte[] block, int from) {
    int at = from;
    for (int i = 0; i < chunk.length; ) {
      int count = Math.min(chunk.length - i, block.length - at);
      System.arraycopy(block, at, chunk, i, count);
      i += count;
      at = at + count == block.length ? 0 : at + count;
    }
    return at;
  }

  private static final class Ignored<F> implements FrameSink<F> {
    @Override
    public void frame(F frame) {
      // a stream of garbage may contain a frame by chance
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      // only the time matters
    }

    @Override
    public void corrupt(Damage damage) {
      // likewise
    }
  }

  /** A line on which garbage never pauses, whatever is sent. */
  private static final class GarbageLink implements ByteLink {
    private final VirtualTime time;
    private final byte[] block;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private long left;

    GarbageLink(VirtualTime time, byte[] block, int total) {
      this.time = time;
      this.block = block;
      this.left = total;
    }

    @Override
    public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
      if (left <= 0) {
        throw new LinkLostException(LinkFindings.LINK_LOST.with("port", "garbage"), null);
      }
      at = fill(chunk, block, at);
      int count = Math.min(CHUNK, into.length);
      System.arraycopy(chunk, 0, into, 0, count);
      left -= count;
      time.pause(Duration.ofNanos(CHUNK_NANOS * count / CHUNK));
      return count;
    }

    @Override
    public void write(byte[] bytes) {
      // nobody answers
    }

    @Override
    public boolean request(boolean on) {
      return true;
    }

    @Override
    public void reconfigure(LineSettings settings) {
      // garbage at every speed
    }

    @Override
    public void discardInput() {
      left -= CHUNK; // a driver that only throws away must end too
    }

    @Override
    public void close() {
      left = 0;
    }
  }

  /** Drops everything, since a stream of garbage can cause a finding every few bytes. */
  private static final class Forgetful extends ReadingSession implements Session {
    private final Map<String, String> states = new HashMap<>();

    Forgetful(VirtualTime time) {
      super(RecordingPlayer.METER, time);
    }

    @Override
    public MeterSession meter(String name) {
      return this;
    }

    @Override
    protected void accept(Reading reading) {
      // only the time matters
    }

    @Override
    public void passed(Stage stage) {
      // likewise
    }

    @Override
    public void find(Finding finding) {
      // likewise
    }

    @Override
    public void keepUndecoded(byte[] frame) {
      // likewise
    }

    @Override
    public DurableState state(String key) {
      return new DurableState() {
        @Override
        public Optional<String> get() {
          return Optional.ofNullable(states.get(key));
        }

        @Override
        public void put(String text) {
          states.put(key, text);
        }
      };
    }
  }
}
