// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metergate.emulator.kmp.KmpProvider;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.emulator.wire.Adapter;
import org.metergate.emulator.wire.Noise;
import org.metergate.emulator.wire.Uart;
import org.metergate.emulator.wire.Wire;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.probe.Sureness;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/**
 * Lines drawn by lot: any sender with any settings, polarity, port and faults. The probe may be
 * unsure, but it must not be certain of what is wrong.
 */
class RandomLinesTest {
  private static final int LINES = Integer.getInteger("metergate.matrix.lines", 40);
  private static final long SEED = Long.getLong("metergate.matrix.seed", 0);
  private static final int[] SPEEDS = {300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 115_200};

  private static final List<Function<Situation, EmulatedMeter>> SENDERS =
      List.of(
          s -> s.meter(new OmnipowerProvider(), "seed=" + s.seed()),
          s -> s.meter(new OmnipowerProvider(), "encrypted=false", "phases=1"),
          s -> s.meter(new OmnipowerProvider(), "list=nve", "seed=" + s.seed()),
          s -> s.meter(new P1Provider(), "model=dsmr5", "request=tied"),
          s -> s.meter(new P1Provider(), "model=omnia", "request=inverted"),
          s -> s.meter(new P1Provider(), "model=belgian"),
          s -> s.meter(new P1Provider(), "model=luxembourg"),
          s -> s.meter(new P1Provider(), "model=kamstrup-162"),
          s -> s.meter(new KmpProvider(), "model=603"),
          s -> s.meter(new KmpProvider(), "model=382"),
          s -> OtherSenders.aidon(s.soon()),
          s -> OtherSenders.mbus(s.soon()),
          s -> OtherSenders.readout(s.soon()));

  /** What may be said of a sender whose line rests high; a checksum or its lack decides. */
  private static final Set<Cause> STRAIGHT =
      EnumSet.of(
          Cause.METER,
          Cause.METER_WITHOUT_KEYS,
          Cause.METER_AT_OTHER_SETTINGS,
          Cause.WIRED_MBUS,
          Cause.OTHER_PUSH,
          Cause.IEC_62056_21,
          Cause.OTHER_TEXT,
          Cause.DAMAGED,
          Cause.SILENCE,
          Cause.OWN_ECHO);

  private static final Set<Cause> INVERTED = EnumSet.of(Cause.INVERTED, Cause.STUCK_LOW);

  private static final Set<Cause> DISTURBANCE =
      EnumSet.of(Cause.NOISE, Cause.HUM, Cause.SPIKES, Cause.FLOOD);

  private record Line(String description, boolean inverted, Wire wire, Adapter adapter) {}

  @Test
  void isNeverCertainOfWhatIsWrong() {
    List<String> wrong =
        IntStream.range(0, LINES)
            .parallel()
            .mapToObj(number -> wrong(new Situation(SEED + 17 + number, 0)))
            .flatMap(Optional::stream)
            .toList();
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void isNeverCertainOfASenderInNoise() {
    List<String> wrong =
        IntStream.range(0, LINES)
            .parallel()
            .mapToObj(number -> wrongInNoise(new Situation(SEED + 31 + number, 0)))
            .flatMap(Optional::stream)
            .toList();
    assertEquals("", String.join("\n", wrong));
  }

  private static Optional<String> wrongInNoise(Situation situation) {
    SplittableRandom random = new SplittableRandom(situation.seed());
    int kind = random.nextInt(4);
    long seed = situation.seed();
    double rate = Math.pow(10, random.nextDouble(1.5, 4));
    Noise noise =
        switch (kind) {
          case 0 -> Noise.hum(random.nextBoolean() ? 50 : 100, seed, situation.nanos());
          case 1 -> Noise.random(rate, seed, situation.nanos());
          case 2 -> Noise.spikes(random.nextDouble(0.5, 8), seed, situation.nanos());
          default -> Noise.bursts(seed, situation.nanos());
        };
    Adapter adapter = adapter(random);
    Situation.Result result = situation.probe(Wire.of(noise), adapter);
    boolean right = DISTURBANCE.contains(result.verdict().cause());
    return right || result.verdict().sureness() != Sureness.SURE
        ? Optional.empty()
        : Optional.of("seed " + seed + ": noise " + kind + ", " + adapter + ": " + result);
  }

  private static Adapter adapter(SplittableRandom random) {
    Uart.Model model = random.nextBoolean() ? Uart.Model.WAITS : Uart.Model.RESTARTS;
    Adapter.Marks marks = Adapter.Marks.values()[random.nextInt(3)];
    boolean usb = marks == Adapter.Marks.EACH_PACKET || random.nextBoolean();
    double loss = random.nextInt(3) == 0 ? 0.01 : 0;
    return new Adapter(model, marks, usb ? Duration.ofMillis(16) : Duration.ZERO, loss, 3);
  }

  private static Optional<String> wrong(Situation situation) {
    Line line = line(situation, new SplittableRandom(situation.seed()));
    Situation.Result result = situation.probe(line.wire(), line.adapter());
    Set<Cause> allowed = line.inverted() ? INVERTED : STRAIGHT;
    boolean right = allowed.contains(result.verdict().cause());
    assertTrue(result.seconds() < 103, line + ": " + result);
    return right || result.verdict().sureness() != Sureness.SURE
        ? Optional.empty()
        : Optional.of(line.description() + ": " + result);
  }

  private static Line line(Situation situation, SplittableRandom random) {
    int sender = random.nextInt(SENDERS.size());
    EmulatedMeter meter = SENDERS.get(sender).apply(situation);
    Wire wire = Wire.of(meter).off(random.nextDouble(-2, 2));
    LineSettings settings = settings(meter.settings(), sender, random);
    wire = wire.sending(settings);
    boolean inverted = random.nextInt(3) == 0;
    wire = inverted ? wire.withOtherPolarity() : wire;
    boolean echo = random.nextInt(4) == 0;
    wire = echo ? wire.echoing() : wire;
    boolean glitches = random.nextInt(4) == 0;
    if (glitches) {
      wire = wire.disturbedBy(Noise.glitches(1, situation.seed(), situation.nanos()));
    }
    String description =
        String.format(
            "seed %d: sender %d at %s%s%s%s",
            situation.seed(),
            sender,
            settings,
            inverted ? " inverted" : "",
            echo ? " echo" : "",
            glitches ? " glitches" : "");
    Adapter adapter = adapter(random);
    description += ", " + adapter;
    return new Line(description, inverted, wire, adapter);
  }

  /** Keeps most meters at their usual speed; a message must end well before the next one. */
  private static LineSettings settings(LineSettings usual, int sender, SplittableRandom random) {
    if (random.nextInt(3) > 0) {
      return usual;
    }
    boolean long1 = sender == 3 || sender == 5; // each second
    int slowest = long1 ? 19_200 : sender < 3 ? 1200 : sender < 8 ? 2400 : 300;
    int baud = SPEEDS[random.nextInt(SPEEDS.length)];
    boolean even = random.nextInt(3) == 0;
    LineSettings.Parity parity = even ? LineSettings.Parity.EVEN : usual.parity();
    return new LineSettings(Math.max(slowest, baud), usual.dataBits(), parity, usual.stopBits());
  }
}
