// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import java.time.LocalDateTime;
import java.util.List;
import org.metergate.emulator.house.Energies;
import org.metergate.emulator.house.Phase;
import org.metergate.emulator.house.Snapshot;

/**
 * Writes the lists that the meter pushes as data-notifications: {@code 0F}, a long invoke id of
 * zero, the time, one structure of the list's name and pairs of OBIS code and value (Kamstrup
 * 5512-2584 "OMNIPOWER HAN interface specification" and "HAN-NVE interface description" 3.1).
 */
final class PushLists {
  private static final String NAME = "Kamstrup_V0001";

  private final Identity identity;
  private final Scales scales;
  private final double wattsPerCount;

  PushLists(Identity identity, Scales scales) {
    this(identity, scales, 1);
  }

  /** Writes powers in another unit than a watt: 0.1 for tenths. */
  PushLists(Identity identity, Scales scales, double wattsPerCount) {
    this.identity = identity;
    this.scales = scales;
    this.wattsPerCount = wattsPerCount;
  }

  /**
   * DLMS push 1: 65 elements for three phases; for one phase 37, the others' pairs are left out.
   */
  byte[] push1(LocalDateTime clock, Snapshot now) {
    Energies e = now.energies();
    AxdrWriter out = begin(clock, now.phases().size() == 3 ? 65 : 37);
    energy(out, "1.1.1.8.0.255", e.imported);
    energy(out, "1.1.2.8.0.255", e.exported);
    energy(out, "1.1.3.8.0.255", e.reactiveImported);
    energy(out, "1.1.4.8.0.255", e.reactiveExported);
    out.obis("1.1.0.0.1.255").u32(identity.serial());
    powers(out, now);
    out.obis("0.1.1.0.0.255").time(clock);
    List<Phase> phases = now.phases();
    each(phases, 32, 7, out, p -> out.u16(scales.volts(p.volts())));
    each(phases, 31, 7, out, p -> out.u32(scales.amperes(p.amperes())));
    each(phases, 21, 7, out, p -> out.u32(power(p.watts())));
    each(phases, 33, 7, out, p -> out.u16(Scales.factor(p.factor())));
    out.obis("1.1.13.7.0.255").u16(Scales.factor(Phase.factor(now.watts(), now.vars())));
    each(phases, 22, 7, out, p -> out.u32(power(-p.watts())));
    for (int phase = 0; phase < phases.size(); phase++) {
      energy(out, obis(22 + 20 * phase, 8), e.phaseExported[phase]);
    }
    for (int phase = 0; phase < phases.size(); phase++) {
      energy(out, obis(21 + 20 * phase, 8), e.phaseImported[phase]);
    }
    return out.bytes();
  }

  /** NVE, every ten seconds: 25 elements; a missing phase's pairs are two nulls each. */
  byte[] nve(LocalDateTime clock, Snapshot now) {
    AxdrWriter out = begin(clock, 25);
    nveItems(out, now);
    return out.bytes();
  }

  /** NVE, every hour: as {@link #nve}, with the clock and the counters, 35 elements. */
  byte[] nveHourly(LocalDateTime clock, Snapshot now) {
    AxdrWriter out = begin(clock, 35);
    nveItems(out, now);
    out.obis("0.1.1.0.0.255").time(clock);
    energy(out, "1.1.1.8.0.255", now.energies().imported);
    energy(out, "1.1.2.8.0.255", now.energies().exported);
    energy(out, "1.1.3.8.0.255", now.energies().reactiveImported);
    energy(out, "1.1.4.8.0.255", now.energies().reactiveExported);
    return out.bytes();
  }

  private void nveItems(AxdrWriter out, Snapshot now) {
    out.obis("1.1.0.0.5.255").text(identity.gs1());
    out.obis("1.1.96.1.1.255").text(identity.type());
    powers(out, now);
    each(now.phases(), 31, 7, out, p -> out.u32(scales.amperes(p.amperes())));
    nulls(out, now);
    each(now.phases(), 32, 7, out, p -> out.u16(scales.volts(p.volts())));
    nulls(out, now);
  }

  private static void nulls(AxdrWriter out, Snapshot now) {
    for (int missing = now.phases().size(); missing < 3; missing++) {
      out.nothing().nothing();
    }
  }

  private static AxdrWriter begin(LocalDateTime clock, int items) {
    return new AxdrWriter().raw(0x0F, 0, 0, 0, 0).bareTime(clock).structure(items).text(NAME);
  }

  private void powers(AxdrWriter out, Snapshot now) {
    out.obis("1.1.1.7.0.255").u32(power(now.watts()));
    out.obis("1.1.2.7.0.255").u32(power(-now.watts()));
    out.obis("1.1.3.7.0.255").u32(power(now.vars()));
    out.obis("1.1.4.7.0.255").u32(power(-now.vars()));
  }

  private long power(double watts) {
    return Scales.power(watts / wattsPerCount);
  }

  private void energy(AxdrWriter out, String code, double wattHours) {
    out.obis(code).u32(scales.energy(wattHours));
  }

  private interface Item {
    void write(Phase phase);
  }

  /** One pair for each phase; the codes of the phases are twenty apart. */
  private static void each(List<Phase> phases, int first, int d, AxdrWriter out, Item item) {
    for (int phase = 0; phase < phases.size(); phase++) {
      out.obis(obis(first + 20 * phase, d));
      item.write(phases.get(phase));
    }
  }

  private static String obis(int c, int d) {
    return "1.1." + c + "." + d + ".0.255";
  }
}
