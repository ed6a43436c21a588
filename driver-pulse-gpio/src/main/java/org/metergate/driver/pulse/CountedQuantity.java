// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.metergate.spi.reading.Quantity.Kind.COUNTER;
import static org.metergate.spi.reading.Quantity.Kind.GAUGE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/** What a pulse can represent, and the corresponding rate. */
enum CountedQuantity {
  ENERGY_IMPORT(Quantities.ENERGY_IMPORT, Quantities.POWER_IMPORT, CountedUnit.ENERGY),
  ENERGY_EXPORT(Quantities.ENERGY_EXPORT, Quantities.POWER_EXPORT, CountedUnit.ENERGY),
  HEAT_ENERGY(
      new Quantity("heat_energy", COUNTER, Dimension.HEAT_ENERGY, "Heat energy"),
      new Quantity("heat_power", GAUGE, Dimension.HEAT_POWER, "Heat power"),
      CountedUnit.HEAT),
  COOLING_ENERGY(
      new Quantity("cooling_energy", COUNTER, Dimension.HEAT_ENERGY, "Cooling energy"),
      new Quantity("cooling_power", GAUGE, Dimension.HEAT_POWER, "Cooling power"),
      CountedUnit.HEAT),
  VOLUME(
      new Quantity("volume", COUNTER, Dimension.VOLUME, "Volume"),
      new Quantity("flow", GAUGE, Dimension.FLOW, "Flow"),
      CountedUnit.VOLUME),
  GAS_VOLUME(
      new Quantity("gas_volume", COUNTER, Dimension.GAS_VOLUME, "Gas volume"),
      new Quantity("gas_flow", GAUGE, Dimension.FLOW, "Gas flow"),
      CountedUnit.VOLUME),
  WATER_VOLUME(
      new Quantity("water_volume", COUNTER, Dimension.WATER_VOLUME, "Water volume"),
      new Quantity("water_flow", GAUGE, Dimension.FLOW, "Water flow"),
      CountedUnit.VOLUME);

  private final Quantity counter;
  private final Quantity rate;
  private final List<CountedUnit> units;

  CountedQuantity(Quantity counter, Quantity rate, List<CountedUnit> units) {
    this.counter = counter;
    this.rate = rate;
    this.units = units;
  }

  Quantity counter() {
    return counter;
  }

  /** Power or flow. */
  Quantity rate() {
    return rate;
  }

  /** The units in which it may be counted; the first is the default. */
  List<CountedUnit> units() {
    return units;
  }

  static Optional<CountedQuantity> of(String name) {
    return Arrays.stream(values()).filter(one -> one.counter.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(one -> one.counter.name()).toList();
  }
}
