// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.metergate.emulator.wire.Adapter;
import org.metergate.emulator.wire.Wire;
import org.metergate.emulator.wire.WireLink;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.link.LineMarks;
import org.metergate.setup.probe.LineByte;
import org.metergate.setup.probe.LinkLine;
import org.metergate.setup.probe.Probe;
import org.metergate.setup.probe.ProbeDriver;
import org.metergate.setup.probe.ProbeProgress;
import org.metergate.setup.probe.Verdict;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** One probe of one line at one moment: everything that is random follows from a seed. */
final class Situation {
  private static final Instant WINTER = Instant.parse("2026-01-15T04:30:00Z");
  private static final List<ProbeDriver> DRIVERS =
      ProbeDriver.of(
          ServiceLoader.load(DriverProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .toList());

  /** Takes no progress. */
  private static final ProbeProgress QUIET =
      new ProbeProgress() {
        @Override
        public void begins(Step step, LineSettings settings, Duration passed) {
          // not shown
        }

        @Override
        public void heard(Duration passed, int bytes) {
          // not shown
        }
      };

  private final SplittableRandom random;
  private final long seed;
  private final int phase;
  private final VirtualTime time;

  /**
   * Chooses a moment.
   *
   * @param seed of everything that is random.
   * @param phase the number of the try, for what is chosen by hand.
   */
  Situation(long seed, int phase) {
    this.seed = seed;
    this.phase = phase;
    this.random = new SplittableRandom(seed);
    this.time = new VirtualTime(WINTER.plusMillis(random.nextInt(3_600_000)));
  }

  /** Returns a seed for whatever else is random. */
  long seed() {
    return seed;
  }

  int phase() {
    return phase;
  }

  long nanos() {
    return time.nanos();
  }

  /** Returns a beginning within the next ten seconds. */
  long soon() {
    return time.nanos() + random.nextLong(Duration.ofSeconds(10).toNanos());
  }

  /** Returns the error of a quartz or an RC clock, in percent. */
  double clockError() {
    return random.nextDouble(-0.6, 0.6);
  }

  EmulatedMeter meter(ByteEmulatorProvider provider, String... texts) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      options.put(text.substring(0, equals), text.substring(equals + 1));
    }
    try {
      return provider.create(Options.of(provider.info().options(), options), time);
    } catch (OptionException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Probes the line with an adapter; whether it marks errors is the adapter's. */
  Result probe(Wire wire, Adapter adapter) {
    return probe(wire, adapter, LineSettings.eightNone(9600), true);
  }

  /** Probes a line whose settings are those of a serial server. */
  Result probeFixed(Wire wire, Adapter adapter, LineSettings settings) {
    return probe(wire, adapter, settings, false);
  }

  private Result probe(Wire wire, Adapter adapter, LineSettings first, boolean settable) {
    try (WireLink link = new WireLink("wire", wire, adapter, first, time)) {
      boolean marked = adapter.marks().compareTo(Adapter.Marks.EACH_PACKET) <= 0;
      LinkLine line =
          marked
              ? new LinkLine(link, time, settable, Situation::marks)
              : LinkLine.unmarked(link, time, settable);
      long start = time.nanos();
      Verdict verdict = new Probe(line, DRIVERS, false, time, QUIET).run();
      return new Result(verdict, (time.nanos() - start) / 1e9);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a test is not interrupted", e);
    }
  }

  /** Lets a driver read the line for a while, with the settings that it wants. */
  KitSession read(
      Wire wire,
      Adapter adapter,
      DriverProvider provider,
      Map<String, String> options,
      Duration window)
      throws OptionException {
    ByteDriver driver = (ByteDriver) RecordingPlayer.driver(provider, options);
    long end = time.nanos() + window.toNanos();
    WireLink link = new WireLink("wire", wire, adapter, driver.settings(), time);
    KitSession session = new KitSession(time);
    RecordingPlayer.run(driver, new EndingLink(link, time, end), session);
    return session;
  }

  /** A link that is lost at a given time, which ends the session of a driver. */
  private static final class EndingLink extends ForwardingByteLink {
    private final VirtualTime time;
    private final long end;

    EndingLink(WireLink link, VirtualTime time, long end) {
      super(link);
      this.time = time;
      this.end = end;
    }

    @Override
    public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
      if (time.nanos() >= end) {
        throw new LinkLostException(LinkFindings.LINK_LOST.with("port", "wire"), null);
      }
      return super.read(into, maxWait);
    }
  }

  private static LinkLine.Marks marks() {
    LineMarks marks = new LineMarks();
    return (bytes, count, nanos) -> {
      List<LineByte> read = new ArrayList<>();
      for (LineMarks.Mark mark : marks.read(bytes, count)) {
        LineByte.Kind kind = LineByte.Kind.valueOf(mark.kind().name());
        read.add(new LineByte(nanos, mark.value(), kind));
      }
      return read;
    };
  }

  /**
   * What a probe said.
   *
   * @param verdict its verdict.
   * @param seconds how long it took.
   */
  record Result(Verdict verdict, double seconds) {

    @Override
    public String toString() {
      String sure =
          switch (verdict.sureness()) {
            case SURE -> "";
            case PROBABLY -> " probably";
            case NOT_SURE -> " not sure";
          };
      return String.format("%s%s %.0f s", verdict.cause().id(), sure, seconds);
    }
  }
}
