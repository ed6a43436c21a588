// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.metergate.driver.mbus.emulator.MbusEmulatorProvider;
import org.metergate.kit.EmulatedLine;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** An emulated bus on virtual time, and the driver that reads it. */
final class Bus {
  final VirtualTime time;
  private final EmulatedMeter bus;
  private final Duration life;
  private EmulatedLine line;
  final List<Question> questions = new ArrayList<>();
  private final List<MeterOptions> meters = new ArrayList<>();
  private KitSession session;
  private UnaryOperator<ByteLink> adapter = link -> link;

  /** What was sent, and when, in nanoseconds since the start. */
  record Question(long at, byte[] bytes) {
    int control() {
      return bytes[bytes.length == 5 ? 1 : 4] & 0xFF;
    }

    int address() {
      return bytes[bytes.length == 5 ? 2 : 5] & 0xFF;
    }
  }

  /** Creates a bus; its options are names and values alternating. */
  Bus(Duration life, String... options) {
    this(new VirtualTime(RecordingPlayer.START), life, options);
  }

  Bus(VirtualTime time, Duration life, String... options) {
    this.time = time;
    this.life = life;
    this.session = new KitSession(time);
    try {
      MbusEmulatorProvider emulator = new MbusEmulatorProvider();
      Options chosen = Options.of(emulator.info().options(), map(options));
      bus = emulator.create(chosen, time);
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> map(String... words) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      map.put(words[i], words[i + 1]);
    }
    return map;
  }

  /** Configures a meter; its options are names and values alternating. */
  Bus with(String name, String... options) {
    try {
      meters.add(new MeterOptions(name, Options.of(MbusOptions.SPECS, map(options))));
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  /** Configures meters {@code m1}, {@code m2}... at the addresses 1, 2... */
  Bus withMeters(int count, String... options) {
    for (int i = 1; i <= count; i++) {
      List<String> all = new ArrayList<>(List.of(options));
      all.addAll(List.of("address", Integer.toString(i)));
      with("m" + i, all.toArray(String[]::new));
    }
    return this;
  }

  /** Continues with what an earlier session stored. */
  Bus after(KitSession earlier) {
    session = new KitSession(time, earlier.states());
    return this;
  }

  /** Disconnects the whole bus between two times since the start. */
  Bus deadBetween(Duration from, Duration to) {
    long start = time.nanos();
    session =
        new KitSession(time, session.states()) {
          @Override
          public long nanos() {
            long passed = time.nanos() - start;
            line.cutOff(0, passed >= from.toNanos() && passed < to.toNanos());
            return super.nanos();
          }
        };
    return this;
  }

  /** Puts an adapter between the driver and the bus. */
  Bus through(UnaryOperator<ByteLink> wanted) {
    adapter = wanted;
    return this;
  }

  ByteDriver driver() {
    try {
      return (ByteDriver) new MbusDriverProvider().create(meters);
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads until the line is lost. */
  KitSession run() {
    return run(driver());
  }

  KitSession run(ByteDriver driver) {
    RecordingPlayer.run(driver, open(driver), session);
    return session;
  }

  /** Reads until the driver is to stop, at a time since the start, whatever it does then. */
  KitSession runUntil(Duration stop) {
    long end = time.nanos() + stop.toNanos();
    ByteDriver driver = driver();
    ByteLink link =
        new ForwardingByteLink(open(driver)) {
          @Override
          public int read(byte[] into, Duration longest)
              throws LinkLostException, InterruptedException {
            Duration left = Duration.ofNanos(end - time.nanos());
            if (left.isNegative() || left.isZero()) {
              throw new InterruptedException("asked to stop");
            }
            return super.read(into, longest.compareTo(left) < 0 ? longest : left);
          }
        };
    assertThrows(InterruptedException.class, () -> driver.session(link, session));
    Thread.interrupted(); // what ended in time may have passed the request on
    return session;
  }

  private ByteLink open(ByteDriver driver) {
    long start = time.nanos();
    line = new EmulatedLine(time, driver.settings(), List.of(bus), life);
    ByteLink recorded =
        new ForwardingByteLink(line) {
          @Override
          public void write(byte[] bytes) throws LinkLostException {
            questions.add(new Question(time.nanos() - start, bytes.clone()));
            super.write(bytes);
          }
        };
    return adapter.apply(recorded);
  }

  /** Returns how many questions for data an address was asked. */
  long asked(int address) {
    return questions.stream()
        .filter(question -> question.address() == address && question.control() != 0x40)
        .count();
  }

  static List<Reading> readings(KitSession session, String meter) {
    return session.readings().stream().filter(r -> r.meter().name().equals(meter)).toList();
  }

  static List<String> found(KitSession session, String meter) {
    return session.findings().stream()
        .filter(found -> found.meter().equals(meter))
        .map(found -> found.finding().code().id())
        .distinct()
        .toList();
  }

  static long count(KitSession session, String meter, FindingCode code) {
    return session.findings().stream()
        .filter(found -> found.meter().equals(meter) && found.finding().code().equals(code))
        .count();
  }
}
