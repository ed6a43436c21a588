// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.data;

import java.util.HashMap;
import java.util.Map;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/**
 * The meaning of the addresses: electricity by IEC 62056-61 (OBIS, groups C.D.E), heat by the short
 * codes that MULTICAL 66 and 401 send.
 */
public final class Registers {
  /**
   * The highest mean power since the last reset: a quantity that the gateway does not know; it is
   * defined here, and every output shows it all the same.
   */
  public static final Quantity MAXIMUM_DEMAND =
      new Quantity(
          "maximum_demand_import",
          Quantity.Kind.GAUGE,
          Dimension.POWER,
          "Maximum demand, energy import");

  /** The register in which a meter reports its own error; all zeros mean none. */
  public static final String ERROR = "F.F";

  private static final Map<String, Quantity> QUANTITIES = new HashMap<>();
  private static final Map<String, Unit> UNITS = new HashMap<>();

  static {
    put("0.0.0", Quantities.METER_NUMBER);
    put("0.0", Quantities.METER_NUMBER);
    put("9.21", Quantities.METER_NUMBER);
    counters("1", Quantities.ENERGY_IMPORT);
    counters("2", Quantities.ENERGY_EXPORT);
    counters("3", Quantities.REACTIVE_ENERGY_IMPORT);
    counters("4", Quantities.REACTIVE_ENERGY_EXPORT);
    put("1.7.0", Quantities.POWER_IMPORT);
    put("2.7.0", Quantities.POWER_EXPORT);
    put("13.7.0", Quantities.POWER_FACTOR);
    put("14.7.0", Quantities.FREQUENCY);
    for (int phase = 1; phase <= 3; phase++) {
      put(20 * phase + 11 + ".7.0", Quantities.phase(Quantities.CURRENT, phase));
      put(20 * phase + 12 + ".7.0", Quantities.phase(Quantities.VOLTAGE, phase));
    }
    put("1.6.0", MAXIMUM_DEMAND);
    put("6.8", new Quantity("heat_energy", Quantity.Kind.COUNTER, Dimension.HEAT_ENERGY, "Heat"));
    put("6.26", new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume"));
    put(
        "6.31",
        new Quantity(
            "operating_hours", Quantity.Kind.COUNTER, Dimension.DURATION, "Operating hours"));
    for (Unit unit :
        new Unit[] {
          Unit.WH,
          Unit.KWH,
          Unit.VARH,
          Unit.KVARH,
          Unit.W,
          Unit.KW,
          Unit.VAR,
          Unit.KVAR,
          Unit.V,
          Unit.A,
          Unit.HZ,
          Unit.M3,
          Unit.HOUR
        }) {
      UNITS.put(unit.ascii(), unit);
    }
    UNITS.put("C", Unit.CELSIUS);
    UNITS.put("", Unit.NONE);
  }

  private Registers() {}

  private static void put(String code, Quantity quantity) {
    QUANTITIES.put(code, quantity);
  }

  /** Adds the total and the tariffs 1 to 4 of an energy. */
  private static void counters(String group, Quantity total) {
    put(group + ".8.0", total);
    for (int tariff = 1; tariff <= 4; tariff++) {
      put(
          group + ".8." + tariff,
          new Quantity(
              total.name() + "_t" + tariff,
              total.kind(),
              total.dimension(),
              total.label() + ", tariff " + tariff));
    }
  }

  /**
   * Returns the quantity of a register.
   *
   * @param set a register of the readout.
   * @return its quantity; for a register that is in no table, one named after its number.
   */
  public static Quantity quantity(DataSet set) {
    Quantity known = QUANTITIES.get(set.code());
    return known != null ? known : Quantities.unnamed(set.address());
  }

  /**
   * Returns a unit.
   *
   * @param wire as the meter spells it.
   * @return a constant of the driver interface if there is one, else a new unit.
   */
  public static Unit unit(String wire) {
    Unit known = UNITS.get(wire);
    return known != null ? known : new Unit(wire, wire);
  }
}
