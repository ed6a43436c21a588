// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.metergate.driver.multical.MulticalDriverProvider;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
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
 * An answer of a MULTICAL with eight registers, with four-byte values and one stuffed byte: from
 * bytes to a reading in the session, through framer, decoder and the check for broken sensors. A
 * stream of 256 answers is one invocation; the figure is for one answer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RegisterDecoding {
  private static final int ANSWERS = 256;

  /** Captured from a meter: energy, volume, hours, three temperatures, flow, power. */
  private static final String ANSWER =
      "403F10003C0304430000000200442804420000001803EC2E040000001BE4D6005625044200004E20"
          + "0057250442000021CE005926044200002C52004A29040000000000005016044100000000C3E80D";

  private byte[][] answers;
  private ByteDriver driver;

  /** Creates an empty state, which JMH fills with {@link #prepare}. */
  public RegisterDecoding() {}

  /**
   * Creates the answers and the driver.
   *
   * @throws MalformedException never, with these digits.
   * @throws OptionException never, without options.
   */
  @Setup
  public void prepare() throws MalformedException, OptionException {
    answers = new byte[ANSWERS][];
    java.util.Arrays.fill(answers, Hex.parse(ANSWER));
    DriverProvider provider = new MulticalDriverProvider();
    driver =
        (ByteDriver)
            provider.create(
                List.of(
                    new MeterOptions("meter", Options.of(provider.info().options(), Map.of()))));
  }

  /**
   * From bytes to readings, through link, framer and decoder.
   *
   * @param blackhole consumes the readings.
   * @throws InterruptedException never.
   */
  @Benchmark
  @OperationsPerInvocation(ANSWERS)
  public void wholeAnswer(Blackhole blackhole) throws InterruptedException {
    CountingSession session = new CountingSession(blackhole);
    try {
      driver.listen(new FrameLink(answers), session);
    } catch (LinkLostException e) {
      if (session.readings() != ANSWERS) {
        throw new AssertionError(session.readings() + " readings of " + ANSWERS, e);
      }
    }
  }
}
