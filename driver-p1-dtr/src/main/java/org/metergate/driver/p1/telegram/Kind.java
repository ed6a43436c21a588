// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.Locale;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/** What a meter connected to the P1 meter measures; part of that meter's name. */
public enum Kind {
  /** Gas. */
  GAS("gas_volume", Dimension.GAS_VOLUME, "Gas"),
  /** Drinking water, cold or warm. */
  WATER("water_volume", Dimension.WATER_VOLUME, "Water"),
  /** Heat. */
  HEAT("volume", Dimension.VOLUME, "Volume"),
  /** Cooling. */
  COOLING("volume", Dimension.VOLUME, "Volume"),
  /** Electricity. */
  ELECTRICITY("volume", Dimension.VOLUME, "Volume"),
  /** Something else, or unknown. */
  METER("volume", Dimension.VOLUME, "Volume");

  private final Quantity volume;

  Kind(String name, Dimension dimension, String label) {
    this.volume = new Quantity(name, Quantity.Kind.COUNTER, dimension, label);
  }

  /**
   * Returns the kind as used in names.
   *
   * @return one word in lower case.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of an M-Bus device type (EN 13757-3, table of device types), in decimal. */
  static Kind ofDeviceType(int type) {
    return switch (type) {
      case 2 -> ELECTRICITY;
      case 3 -> GAS;
      case 4, 12, 13 -> HEAT;
      case 10, 11 -> COOLING;
      case 6, 7, 21, 22, 23 -> WATER;
      default -> METER;
    };
  }

  /** The kind of a medium in group A of a register (IEC 62056-61). */
  static Kind ofMedium(int a) {
    return switch (a) {
      case 5 -> COOLING;
      case 6 -> HEAT;
      case 7 -> GAS;
      case 8, 9 -> WATER;
      default -> METER;
    };
  }

  /** Returns the quantity of such a meter's value, which depends on its unit. */
  Quantity quantity(Unit unit) {
    String text = unit == null ? Unit.M3.ascii() : unit.ascii();
    return switch (text) {
      case "m3" -> volume;
      case "GJ", "MJ", "MWh", "kWh", "Wh" -> energy();
      default ->
          new Quantity("counter", Quantity.Kind.COUNTER, Dimension.NUMBER, "Counter in " + text);
    };
  }

  private Quantity energy() {
    return switch (this) {
      case COOLING -> counter("cooling_energy", Dimension.HEAT_ENERGY, "Cooling energy");
      case ELECTRICITY -> counter("energy_import", Dimension.ENERGY, "Energy import");
      default -> counter("heat_energy", Dimension.HEAT_ENERGY, "Heat energy");
    };
  }

  private static Quantity counter(String name, Dimension dimension, String label) {
    return new Quantity(name, Quantity.Kind.COUNTER, dimension, label);
  }
}
