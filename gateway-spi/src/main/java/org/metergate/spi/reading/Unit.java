// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

/**
 * A unit of measure in two spellings. The constants are the units that the supported meters use; a
 * driver with another one creates its own.
 *
 * @param ascii for files and topics: {@code m3}; empty for a number without a unit.
 * @param display for the user: {@code m³}.
 */
public record Unit(String ascii, String display) {
  /** No unit: a ratio, a count, a text. */
  public static final Unit NONE = new Unit("");

  /** Watt-hour. */
  public static final Unit WH = new Unit("Wh");

  /** Kilowatt-hour. */
  public static final Unit KWH = new Unit("kWh");

  /** Var-hour. */
  public static final Unit VARH = new Unit("varh");

  /** Kilovar-hour. */
  public static final Unit KVARH = new Unit("kvarh");

  /** Watt. */
  public static final Unit W = new Unit("W");

  /** Kilowatt. */
  public static final Unit KW = new Unit("kW");

  /** Var. */
  public static final Unit VAR = new Unit("var");

  /** Kilovar. */
  public static final Unit KVAR = new Unit("kvar");

  /** Volt-ampere. */
  public static final Unit VA = new Unit("VA");

  /** Volt-ampere-hour. */
  public static final Unit VAH = new Unit("VAh");

  /** Volt. */
  public static final Unit V = new Unit("V");

  /** Ampere. */
  public static final Unit A = new Unit("A");

  /** Hertz. */
  public static final Unit HZ = new Unit("Hz");

  /** Cubic metre. */
  public static final Unit M3 = new Unit("m3", "m³");

  /** Degree Celsius. */
  public static final Unit CELSIUS = new Unit("degC", "°C");

  /** Kelvin. */
  public static final Unit KELVIN = new Unit("K");

  /** Hour. */
  public static final Unit HOUR = new Unit("h");

  /** Second. */
  public static final Unit SECOND = new Unit("s");

  private Unit(String both) {
    this(both, both);
  }
}
