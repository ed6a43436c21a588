// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

/** The physical dimension of a quantity; outputs choose classes, base units and charts by it. */
public enum Dimension {
  /** Active electrical energy: Wh and its multiples. */
  ENERGY,
  /** Reactive energy: varh and its multiples. */
  REACTIVE_ENERGY,
  /** Apparent energy: VAh and its multiples. */
  APPARENT_ENERGY,
  /** Energy carried by water: Wh, J, cal and their multiples. */
  HEAT_ENERGY,
  /** Active power: W and its multiples. */
  POWER,
  /** Reactive power: var and its multiples. */
  REACTIVE_POWER,
  /** Apparent power: VA and its multiples. */
  APPARENT_POWER,
  /** Heat flow: W and its multiples. */
  HEAT_POWER,
  /** Voltage: V. */
  VOLTAGE,
  /** Current: A. */
  CURRENT,
  /** Frequency: Hz. */
  FREQUENCY,
  /** Ratio of active to apparent power, 0 to 1. */
  POWER_FACTOR,
  /** A point on a temperature scale: °C. */
  TEMPERATURE,
  /** A difference between two temperatures: K. */
  TEMPERATURE_DIFFERENCE,
  /** Volume of the heat carrier: m³. */
  VOLUME,
  /** Volume of gas: m³. */
  GAS_VOLUME,
  /** Volume of drinking water: m³. */
  WATER_VOLUME,
  /** Volume per time: l/h, m³/h. */
  FLOW,
  /** Mass: t. */
  MASS,
  /** A span of time: h, min, s. */
  DURATION,
  /** A point in time. */
  TIME,
  /** A number without a unit. */
  NUMBER,
  /** Words, codes, identifiers. */
  TEXT
}
