// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.Locale;
import org.metergate.spi.reading.Dimension;

/** What is drawn into one picture, in the order in which people look for it. */
public enum Group {
  /** Active energy, import and export, and its tariffs. */
  ENERGY,
  /** Energy that water carries. */
  HEAT,
  /** Gas. */
  GAS,
  /** Water that is used. */
  WATER,
  /** Volume that flowed through a meter of heat, or of what nobody said. */
  VOLUME,
  /** Reactive and apparent energy. */
  REACTIVE,
  /** Counters of everything else. */
  COUNTERS,
  /** Active power. */
  POWER,
  /** Power that water carries. */
  HEAT_POWER,
  /** Temperatures: flow, return, of the room. */
  TEMPERATURE,
  /** Differences of temperatures, such as the cooling. */
  COOLING,
  /** How fast a volume flows. */
  FLOW,
  /** Voltages. */
  VOLTAGE,
  /** Currents. */
  CURRENT,
  /** Reactive and apparent power. */
  REACTIVE_POWER,
  /** Everything else that goes up and down. */
  GAUGES;

  /**
   * Returns its name in an address and in a bundle.
   *
   * @return for example {@code heat-power}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The group of the counters of a dimension. */
  static Group ofCounter(Dimension dimension) {
    return switch (dimension) {
      case ENERGY -> ENERGY;
      case HEAT_ENERGY -> HEAT;
      case GAS_VOLUME -> GAS;
      case WATER_VOLUME -> WATER;
      case VOLUME -> VOLUME;
      case REACTIVE_ENERGY, APPARENT_ENERGY -> REACTIVE;
      default -> COUNTERS;
    };
  }

  /** The group of the gauges of a dimension. */
  static Group ofGauge(Dimension dimension) {
    return switch (dimension) {
      case POWER -> POWER;
      case HEAT_POWER -> HEAT_POWER;
      case TEMPERATURE -> TEMPERATURE;
      case TEMPERATURE_DIFFERENCE -> COOLING;
      case FLOW -> FLOW;
      case VOLTAGE -> VOLTAGE;
      case CURRENT -> CURRENT;
      case REACTIVE_POWER, APPARENT_POWER -> REACTIVE_POWER;
      default -> GAUGES;
    };
  }
}
