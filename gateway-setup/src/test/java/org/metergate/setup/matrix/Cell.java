// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import static org.metergate.setup.cause.Cause.CONSOLE;
import static org.metergate.setup.cause.Cause.DAMAGED;
import static org.metergate.setup.cause.Cause.HUM;
import static org.metergate.setup.cause.Cause.INVERTED;
import static org.metergate.setup.cause.Cause.METER_WITHOUT_KEYS;
import static org.metergate.setup.cause.Cause.NOISE;
import static org.metergate.setup.cause.Cause.OWN_ECHO;
import static org.metergate.setup.cause.Cause.PULL_MODE;
import static org.metergate.setup.cause.Cause.SILENCE;
import static org.metergate.setup.cause.Cause.SPIKES;
import static org.metergate.setup.cause.Cause.STUCK_LOW;
import static org.metergate.setup.cause.Cause.UNCLEAR;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.metergate.emulator.kmp.KmpProvider;
import org.metergate.emulator.wire.Noise;
import org.metergate.emulator.wire.Signals;
import org.metergate.emulator.wire.Wire;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.link.LineSettings;

/**
 * One cell of the matrix.
 *
 * @param meter what sends.
 * @param condition what is the matter with the line.
 * @param wire makes the line.
 * @param right what it is.
 * @param likewise other verdicts that are as right: where the line hides what it takes to tell them
 *     apart, or where chance decides.
 */
record Cell(
    String meter,
    String condition,
    Function<Situation, Wire> wire,
    Cause right,
    Set<Cause> likewise) {

  Cell(String meter, String condition, Function<Situation, Wire> wire, Cause right) {
    this(meter, condition, wire, right, Set.of());
  }

  private Cell or(Cause... causes) {
    return new Cell(meter, condition, wire, right, Set.of(causes));
  }

  /** Whether it is a meter or another sender that a checksum proves. */
  boolean proven() {
    return right.group() == Cause.Group.RECOGNISED || right == Cause.WIRED_MBUS;
  }

  boolean allows(Cause cause) {
    return cause == right || likewise.contains(cause);
  }

  /** All cells, those of one meter after another, then lines without a meter. */
  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (Meters meter : Meters.all()) {
      cells.addAll(of(meter));
    }
    cells.addAll(withoutMeter());
    return cells;
  }

  private static List<Cell> of(Meters meter) {
    String name = meter.name();
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(name, "right", meter::wire, meter.usual()));
    cells.add(inverted(meter));
    for (Meters.Setting other : List.of(meter.fast(), meter.slow(), meter.framing())) {
      LineSettings line = LineSettings.parse(other.line()).orElseThrow();
      cells.add(
          new Cell(
              name, "sends at " + other.line(), s -> meter.wire(s).sending(line), other.cause()));
    }
    cells.add(new Cell(name, "echo", s -> meter.wire(s).echoing(), meter.usual()));
    cells.add(
        new Cell(
            name,
            "noise",
            s -> meter.wire(s).disturbedBy(Noise.random(500 << s.phase(), s.seed(), s.nanos())),
            NOISE));
    cells.add(
        new Cell(
                name,
                "wire open, hum",
                s -> Wire.of(Noise.hum(s.phase() == 1 ? 100 : 50, s.seed(), s.nanos())),
                // packets of 16 ms hide the rhythm of 10 ms
                HUM)
            .or(NOISE));
    boolean requested = name.startsWith("P1") || name.startsWith("KMP");
    cells.add(
        new Cell(
            name, "silence", s -> requested ? meter.wire(s).unheard() : Wire.silent(), SILENCE));
    cells.add(
        new Cell(
            name,
            "instead a console",
            s -> Wire.of(OtherSenders.console(s.soon())).off(s.clockError()),
            CONSOLE));
    return cells;
  }

  private static Cell inverted(Meters meter) {
    return new Cell(meter.name(), "inverted", s -> meter.wire(s).withOtherPolarity(), INVERTED);
  }

  private static List<Cell> withoutMeter() {
    Meters kmp = Meters.all().get(6);
    Meters omnipower = Meters.all().get(0);
    return List.of(
        new Cell("KMP 1200", "asleep, echo", s -> kmp.wire(s).unheard().echoing(), OWN_ECHO),
        new Cell(
            "electricity, GPK11",
            "answers who it is",
            s -> Wire.of(new PullMeter(s.meter(new KmpProvider(), "model=382"))),
            PULL_MODE),
        new Cell(
            "electricity, GPK11",
            "echo",
            s -> Wire.of(new PullMeter(s.meter(new KmpProvider(), "model=382"))).echoing(),
            PULL_MODE),
        new Cell(
                "OMNIPOWER encrypted",
                "bad contact",
                s -> omnipower.wire(s).disturbedBy(Noise.glitches(1.5, s.seed(), s.nanos())),
                DAMAGED)
            .or(UNCLEAR, METER_WITHOUT_KEYS),
        new Cell(
                "OMNIPOWER encrypted",
                "inverted, bad contact",
                s ->
                    omnipower
                        .wire(s)
                        .withOtherPolarity()
                        .disturbedBy(Noise.glitches(1.5, s.seed(), s.nanos())),
                INVERTED)
            .or(UNCLEAR),
        new Cell("nothing", "line low", s -> Wire.of(Signals.constant(false)), STUCK_LOW),
        new Cell("nothing", "spikes", s -> Wire.of(Noise.spikes(3, s.seed(), s.nanos())), SPIKES),
        new Cell(
            "nothing",
            "bursts of noise",
            s -> Wire.of(Noise.bursts(s.seed(), s.nanos())),
            UNCLEAR));
  }

  String name() {
    return meter + ", " + condition;
  }
}
