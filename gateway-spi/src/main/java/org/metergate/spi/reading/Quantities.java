// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import static org.metergate.spi.reading.Quantity.Kind.COUNTER;
import static org.metergate.spi.reading.Quantity.Kind.GAUGE;
import static org.metergate.spi.reading.Quantity.Kind.STATE;

import java.util.Locale;

/** The quantities that several protocols share, so that all drivers use the same names for them. */
public final class Quantities {
  /** Active energy taken from the grid. */
  public static final Quantity ENERGY_IMPORT =
      new Quantity("energy_import", COUNTER, Dimension.ENERGY, "Energy import");

  /** Active energy delivered to the grid. */
  public static final Quantity ENERGY_EXPORT =
      new Quantity("energy_export", COUNTER, Dimension.ENERGY, "Energy export");

  /** Reactive energy taken from the grid. */
  public static final Quantity REACTIVE_ENERGY_IMPORT =
      new Quantity(
          "reactive_energy_import", COUNTER, Dimension.REACTIVE_ENERGY, "Reactive energy import");

  /** Reactive energy delivered to the grid. */
  public static final Quantity REACTIVE_ENERGY_EXPORT =
      new Quantity(
          "reactive_energy_export", COUNTER, Dimension.REACTIVE_ENERGY, "Reactive energy export");

  /** Active power taken from the grid. */
  public static final Quantity POWER_IMPORT =
      new Quantity("power_import", GAUGE, Dimension.POWER, "Power import");

  /** Active power delivered to the grid. */
  public static final Quantity POWER_EXPORT =
      new Quantity("power_export", GAUGE, Dimension.POWER, "Power export");

  /** Reactive power taken from the grid. */
  public static final Quantity REACTIVE_POWER_IMPORT =
      new Quantity(
          "reactive_power_import", GAUGE, Dimension.REACTIVE_POWER, "Reactive power import");

  /** Reactive power delivered to the grid. */
  public static final Quantity REACTIVE_POWER_EXPORT =
      new Quantity(
          "reactive_power_export", GAUGE, Dimension.REACTIVE_POWER, "Reactive power export");

  /** Voltage; use {@link #phase} for a single phase. */
  public static final Quantity VOLTAGE =
      new Quantity("voltage", GAUGE, Dimension.VOLTAGE, "Voltage");

  /** Current; use {@link #phase} for a single phase. */
  public static final Quantity CURRENT =
      new Quantity("current", GAUGE, Dimension.CURRENT, "Current");

  /** Ratio of active to apparent power, 0 to 1. */
  public static final Quantity POWER_FACTOR =
      new Quantity("power_factor", GAUGE, Dimension.POWER_FACTOR, "Power factor");

  /** Grid frequency. */
  public static final Quantity FREQUENCY =
      new Quantity("frequency", GAUGE, Dimension.FREQUENCY, "Frequency");

  /** The meter's own number, as printed on it. */
  public static final Quantity METER_NUMBER =
      new Quantity("meter_number", STATE, Dimension.TEXT, "Meter number");

  /** The meter's type or order number. */
  public static final Quantity METER_TYPE =
      new Quantity("meter_type", STATE, Dimension.TEXT, "Meter type");

  /** The name and version of the list that the meter sends. */
  public static final Quantity LIST_ID =
      new Quantity("list_id", STATE, Dimension.TEXT, "List identifier");

  /** The meter's own clock. */
  public static final Quantity METER_CLOCK =
      new Quantity("meter_clock", STATE, Dimension.TIME, "Meter clock");

  private Quantities() {}

  /**
   * Returns the quantity of one phase.
   *
   * @param of the quantity of all phases, for example {@link #POWER_IMPORT}.
   * @param phase 1 to 3.
   * @return for example {@code power_import_l2}, "Power import L2".
   */
  public static Quantity phase(Quantity of, int phase) {
    if (phase < 1 || phase > 3) {
      throw new IllegalArgumentException("phase " + phase + " is not 1 to 3");
    }
    return new Quantity(
        of.name() + "_l" + phase, of.kind(), of.dimension(), of.label() + " L" + phase);
  }

  /**
   * Returns the quantity for a register that is in no table: it is kept under its register number.
   *
   * @param register as on the wire: {@code 1.1.99.7.0.255}.
   * @return a state named {@code register_1_1_99_7_0_255}; no dimension is guessed.
   */
  public static Quantity unnamed(String register) {
    String name = "register_" + register.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return new Quantity(name, STATE, Dimension.NUMBER, "Register " + register);
  }
}
