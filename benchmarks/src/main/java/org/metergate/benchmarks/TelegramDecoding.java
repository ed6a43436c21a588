// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.driver.p1.telegram.TelegramDecoder;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One DSMR 5 telegram of 778 bytes: from bytes to a reading in the session, through the whole
 * driver with its checksum. For comparison: that checksum alone, which no implementation can avoid,
 * and a decoder that has not seen another telegram before and so has nothing to reuse. A session of
 * 256 telegrams is one invocation; the figures are for one telegram.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TelegramDecoding {
  private static final int TELEGRAMS = 256;
  private static final int CHECKED = Telegrams.LENGTH - 6;

  private byte[][] telegrams;
  private byte[][] texts;
  private ByteDriver driver;

  /** Creates an empty state, which JMH fills with {@link #prepare}. */
  public TelegramDecoding() {}

  /**
   * Creates the telegrams and a driver that is reused for all of them, as in normal operation.
   *
   * @throws OptionException never, without options.
   */
  @Setup
  public void prepare() throws OptionException {
    telegrams = Telegrams.make(TELEGRAMS);
    texts = new byte[TELEGRAMS][];
    for (int i = 0; i < TELEGRAMS; i++) {
      texts[i] = java.util.Arrays.copyOf(telegrams[i], CHECKED);
    }
    DriverProvider provider = new P1DriverProvider();
    driver =
        (ByteDriver)
            provider.create(
                List.of(
                    new MeterOptions("meter", Options.of(provider.info().options(), Map.of()))));
  }

  /**
   * From bytes to readings, through link, framer, checksum, decoder and session.
   *
   * @param blackhole consumes the readings.
   * @throws InterruptedException never.
   */
  @Benchmark
  @OperationsPerInvocation(TELEGRAMS)
  public void wholeDriver(Blackhole blackhole) throws InterruptedException {
    CountingSession session = new CountingSession(blackhole);
    try {
      driver.session(new FrameLink(telegrams), session);
    } catch (LinkLostException e) {
      if (session.readings() != TELEGRAMS) {
        throw new AssertionError(session.readings() + " readings", e);
      }
    }
  }

  /**
   * All records of a telegram, none of them seen before: a new decoder for each telegram.
   *
   * @param blackhole consumes the decoded values.
   */
  @Benchmark
  @OperationsPerInvocation(TELEGRAMS)
  public void decoderThatSawNothing(Blackhole blackhole) {
    for (byte[] text : texts) {
      blackhole.consume(new TelegramDecoder(ZoneOffset.UTC).decode(text));
    }
  }

  /**
   * The checksum alone.
   *
   * @param blackhole consumes it.
   */
  @Benchmark
  @OperationsPerInvocation(TELEGRAMS)
  public void checksum(Blackhole blackhole) {
    for (byte[] telegram : telegrams) {
      blackhole.consume(Crc16.ARC.of(telegram, 0, CHECKED));
    }
  }
}
