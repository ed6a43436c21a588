// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.driver.mbus.register.Readout;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * An answer on a wired M-Bus of the kind that a heat meter sends, with 20 records: from bytes to a
 * reading in the session, through framer, decoder and the names of registers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class MbusDecoding {
  /** Fabrication number, energy of heat and of cooling, E8, E9, volume, hours, and so on. */
  private static final String RECORDS =
      "0C7883513412 0406E5200000 0486FF023D010000 04FF0790A30000 04FF08CB750000 041498FF0000"
          + "042239300000 342203000000 02592F1C 025D320F 0261FD0C 042D57000000 142D98000000"
          + "043BE7000000 143B20030000 02FD170000 046D2A274F31 4406E1150000 4414FFC80000"
          + "426C5F2C";

  private static final String HEADER = "831134122D2C300407000000";

  private byte[] frame;
  private MbusFramer framer;
  private CountingSession session;
  private LongFrame found;

  private final FrameSink<MbusFrame> sink =
      new FrameSink<>() {
        @Override
        public void frame(MbusFrame frame) {
          found = (LongFrame) frame;
        }

        @Override
        public void noise(byte[] bytes, int offset, int length) {
          throw new AssertionError("every byte belongs to the answer");
        }

        @Override
        public void corrupt(Damage damage) {
          throw new AssertionError("the answer is not damaged: " + damage);
        }
      };

  /** Creates an empty state, which JMH fills with {@link #prepare}. */
  public MbusDecoding() {}

  /**
   * Creates the answer and the session that it goes to.
   *
   * @param blackhole consumes the readings.
   * @throws MalformedException never, with these digits.
   */
  @Setup
  public void prepare(Blackhole blackhole) throws MalformedException {
    frame = new LongFrame(0x08, 183, 0x72, Hex.parse(HEADER + RECORDS)).bytes();
    framer = new MbusFramer();
    session = new CountingSession(blackhole);
    if (telegram().records().size() != 20 || !telegram().remark().isEmpty()) {
      throw new AssertionError("20 records: " + telegram());
    }
  }

  /**
   * From bytes to a reading.
   *
   * @return the number of readings.
   */
  @Benchmark
  public int wholeAnswer() {
    Readout readout = Readout.of(List.of(telegram()));
    session.publish(readout.identifier(), readout.clock(), readout.measurements());
    return session.readings();
  }

  /**
   * From bytes to records.
   *
   * @return the telegram.
   */
  @Benchmark
  public Answer.Telegram telegram() {
    byte[] chunk = Arrays.copyOf(frame, frame.length);
    framer.accept(chunk, 0, chunk.length, sink);
    return (Answer.Telegram) TelegramDecoder.decode(found);
  }
}
