// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import static org.metergate.setup.cause.Cause.METER;
import static org.metergate.setup.cause.Cause.METER_AT_OTHER_SETTINGS;
import static org.metergate.setup.cause.Cause.METER_WITHOUT_KEYS;
import static org.metergate.setup.cause.Cause.SILENCE;
import static org.metergate.setup.cause.Cause.WIRED_MBUS;

import java.util.List;
import java.util.function.Function;
import org.metergate.emulator.kmp.KmpProvider;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.emulator.wire.Wire;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.emulator.EmulatedMeter;

/**
 * The meters of the matrix: what each is right called, with its usual settings and with others that
 * it may have been given.
 *
 * @param name for the table.
 * @param sender creates the meter.
 * @param usual what it is with its usual settings.
 * @param fast other settings, and what it is there.
 * @param slow likewise.
 * @param framing its usual speed with another framing, and what it is there.
 */
record Meters(
    String name,
    Function<Situation, EmulatedMeter> sender,
    Cause usual,
    Setting fast,
    Setting slow,
    Setting framing) {

  /**
   * Settings that a meter has instead of its usual ones.
   *
   * @param line the settings.
   * @param cause what the meter is there: its driver may use them, or not.
   */
  record Setting(String line, Cause cause) {}

  private static Setting at(String line, Cause cause) {
    return new Setting(line, cause);
  }

  static List<Meters> all() {
    return List.of(
        new Meters(
            "OMNIPOWER encrypted",
            s -> s.meter(new OmnipowerProvider(), "seed=" + s.seed()),
            METER_WITHOUT_KEYS,
            at("9600 8N1", METER_WITHOUT_KEYS),
            at("4800 8N1", METER_WITHOUT_KEYS),
            at("2400 8E1", METER_AT_OTHER_SETTINGS)),
        new Meters(
            "OMNIPOWER plain",
            s -> s.meter(new OmnipowerProvider(), "encrypted=false", "seed=" + s.seed()),
            METER,
            at("19200 8N1", METER),
            at("1200 8N1", METER),
            at("2400 8E1", METER_AT_OTHER_SETTINGS)),
        new Meters(
            "OMNIPOWER NVE",
            s ->
                s.meter(new OmnipowerProvider(), "list=nve", "encrypted=false", "seed=" + s.seed()),
            METER,
            at("9600 8N1", METER),
            at("1200 8N1", METER),
            at("2400 8E1", METER_AT_OTHER_SETTINGS)),
        new Meters(
            "Aidon 8E1",
            s -> OtherSenders.aidon(s.soon()),
            METER_AT_OTHER_SETTINGS,
            at("9600 8E1", METER_AT_OTHER_SETTINGS),
            at("1200 8E1", METER_AT_OTHER_SETTINGS),
            at("2400 8N1", METER)),
        new Meters(
            "P1 115200",
            s -> s.meter(new P1Provider(), "model=dsmr5", "seed=" + s.seed()),
            METER,
            at("38400 8N1", METER_AT_OTHER_SETTINGS),
            at("19200 8N1", METER_AT_OTHER_SETTINGS),
            at("115200 7E1", METER)),
        new Meters(
            "P1 9600 7E1",
            s -> s.meter(new P1Provider(), "model=kamstrup-162", "seed=" + s.seed()),
            METER,
            at("19200 7E1", METER_AT_OTHER_SETTINGS),
            at("4800 7E1", METER_AT_OTHER_SETTINGS),
            at("9600 7S1", METER)), // like eight bits without parity
        new Meters(
            "KMP 1200",
            s -> s.meter(new KmpProvider(), "serial=" + (10_000_000 + s.seed())),
            METER,
            at("9600 8N2", METER),
            at("2400 8N2", METER_AT_OTHER_SETTINGS),
            at("1200 8E1", SILENCE)), // it does not understand the question
        new Meters(
            "M-Bus 2400 8E1",
            s -> OtherSenders.mbus(s.soon()),
            WIRED_MBUS,
            at("9600 8E1", WIRED_MBUS),
            at("300 8E1", WIRED_MBUS),
            at("2400 8N1", WIRED_MBUS)));
  }

  Wire wire(Situation situation) {
    return Wire.of(sender.apply(situation)).off(situation.clockError());
  }

  @Override
  public String toString() {
    return name;
  }
}
