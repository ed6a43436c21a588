// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.util.Arrays;
import java.util.Optional;
import org.metergate.spi.reading.Unit;

/** The unit in which a home reads energy that is carried by water: heat and cooling. */
public enum HeatUnit {
  /** Kilowatt-hours, as for electricity. */
  KWH(Unit.KWH),
  /** Megawatt-hours, as many bills are written. */
  MWH(new Unit("MWh", "MWh")),
  /** Gigajoules, as on bills in the Netherlands, Poland or Denmark's older meters. */
  GJ(new Unit("GJ", "GJ"));

  private final Unit unit;

  HeatUnit(Unit unit) {
    this.unit = unit;
  }

  /**
   * Returns the unit.
   *
   * @return for example {@code MWh}.
   */
  public Unit unit() {
    return unit;
  }

  /**
   * Finds a unit by its name in the configuration.
   *
   * @param name {@code kWh}, {@code MWh} or {@code GJ}, exactly so.
   * @return the unit, or nothing for another name.
   */
  public static Optional<HeatUnit> named(String name) {
    return Arrays.stream(values()).filter(one -> one.unit.ascii().equals(name)).findFirst();
  }
}
