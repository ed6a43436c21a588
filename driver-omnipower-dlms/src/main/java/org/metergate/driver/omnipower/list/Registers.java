// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.Optional;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/**
 * The meaning of OBIS codes (IEC 62056-6-1, tables of electricity). Group B is ignored: Kamstrup
 * sends 1 in it, other manufacturers 0.
 */
final class Registers {
  private static final int COUNTED = 8;
  private static final int INSTANTANEOUS = 7;

  private Registers() {}

  /** The quantity of a register, or nothing where this table does not know it. */
  static Optional<Quantity> quantity(Obis obis) {
    if (obis.f() != 255) {
      return Optional.empty();
    }
    if (obis.isElectricity() && obis.d() == COUNTED) {
      return tariff(obis.c() <= 4 ? total(obis.c(), true) : phased(obis, true), obis.e());
    }
    if (obis.isElectricity() && obis.d() == INSTANTANEOUS && obis.e() == 0) {
      return Optional.ofNullable(obis.c() <= 20 ? total(obis.c(), false) : phased(obis, false));
    }
    return Optional.ofNullable(abstractObject(obis));
  }

  private static Optional<Quantity> tariff(Quantity quantity, int tariff) {
    if (quantity == null || tariff == 0) {
      return Optional.ofNullable(quantity);
    }
    return Optional.of(
        new Quantity(
            quantity.name() + "_t" + tariff,
            quantity.kind(),
            quantity.dimension(),
            quantity.label() + ", tariff " + tariff));
  }

  private static Quantity total(int c, boolean counted) {
    return switch (c) {
      case 1 -> counted ? Quantities.ENERGY_IMPORT : Quantities.POWER_IMPORT;
      case 2 -> counted ? Quantities.ENERGY_EXPORT : Quantities.POWER_EXPORT;
      case 3 -> counted ? Quantities.REACTIVE_ENERGY_IMPORT : Quantities.REACTIVE_POWER_IMPORT;
      case 4 -> counted ? Quantities.REACTIVE_ENERGY_EXPORT : Quantities.REACTIVE_POWER_EXPORT;
      case 13 -> counted ? null : Quantities.POWER_FACTOR;
      case 14 -> counted ? null : Quantities.FREQUENCY;
      default -> null;
    };
  }

  /** 21 to 40 are those of the first phase, in the order of the totals; then 41 and 61 onwards. */
  private static Quantity phased(Obis obis, boolean counted) {
    int phase = (obis.c() - 1) / 20;
    if (phase < 1 || phase > 3) {
      return null;
    }
    int c = obis.c() - 20 * phase;
    Quantity whole =
        switch (c) {
          case 11 -> counted ? null : Quantities.CURRENT;
          case 12 -> counted ? null : Quantities.VOLTAGE;
          case 14 -> null; // frequency does not belong to a phase
          default -> total(c, counted);
        };
    return whole == null ? null : Quantities.phase(whole, phase);
  }

  private static Quantity abstractObject(Obis obis) {
    if (is(obis, 1, 0, 2, 129)) {
      return Quantities.LIST_ID;
    }
    if (is(obis, 0, 1, 0, 0)) {
      return Quantities.METER_CLOCK;
    }
    if (is(obis, 1, 0, 0, 5) || is(obis, 1, 0, 0, 1) || is(obis, 0, 96, 1, 0)) {
      return Quantities.METER_NUMBER;
    }
    return is(obis, 1, 96, 1, 1) || is(obis, 0, 96, 1, 7) ? Quantities.METER_TYPE : null;
  }

  private static boolean is(Obis obis, int a, int c, int d, int e) {
    return obis.a() == a && obis.c() == c && obis.d() == d && obis.e() == e;
  }
}
