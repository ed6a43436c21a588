// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/** What a value information field says that is measured (EN 13757-3, tables of VIF, FB and FD). */
public enum Subject {
  /** Energy, in Wh, MWh, J, GJ, Mcal. */
  ENERGY("energy"),
  /** Reactive energy, in kvarh. */
  REACTIVE_ENERGY("reactive energy"),
  /** Apparent energy, in kVAh. */
  APPARENT_ENERGY("apparent energy"),
  /** Volume, in m3 or cubic feet. */
  VOLUME("volume"),
  /** Mass, in kg or t. */
  MASS("mass"),
  /** Time with supply. */
  ON_TIME("on time"),
  /** Time of operation. */
  OPERATING_TIME("operating time"),
  /** Power, in W, MW, J/h, GJ/h. */
  POWER("power"),
  /** Reactive power, in kvar. */
  REACTIVE_POWER("reactive power"),
  /** Apparent power, in kVA. */
  APPARENT_POWER("apparent power"),
  /** Volume per time, in m3/h, m3/min, m3/s. */
  VOLUME_FLOW("volume flow"),
  /** Mass per time, in kg/h. */
  MASS_FLOW("mass flow"),
  /** Flow temperature. */
  FLOW_TEMPERATURE("flow temperature"),
  /** Return temperature. */
  RETURN_TEMPERATURE("return temperature"),
  /** Difference of both, in K. */
  TEMPERATURE_DIFFERENCE("temperature difference"),
  /** Temperature outside or at the meter. */
  EXTERNAL_TEMPERATURE("external temperature"),
  /** Pressure, in bar. */
  PRESSURE("pressure"),
  /** A date. */
  DATE("date"),
  /** Date and time of day. */
  DATE_AND_TIME("date and time"),
  /** When something began, ended or is to happen: never the meter's clock. */
  EVENT_TIME("event time"),
  /** Units of a heat cost allocator. */
  ALLOCATOR_UNITS("heat cost allocator"),
  /** Duration over which averages are formed. */
  AVERAGING_DURATION("averaging duration"),
  /** Age of the values. */
  ACTUALITY_DURATION("actuality duration"),
  /** Fabrication number. */
  FABRICATION_NUMBER("fabrication number"),
  /** Identification, as in the header. */
  IDENTIFICATION("identification"),
  /** Primary address. */
  BUS_ADDRESS("bus address"),
  /** Relative humidity, in %. */
  RELATIVE_HUMIDITY("relative humidity"),
  /** Angle between two phases. */
  PHASE_ANGLE("phase angle"),
  /** Frequency. */
  FREQUENCY("frequency"),
  /** Limit of a temperature. */
  LIMIT_TEMPERATURE("limit temperature"),
  /** Highest power of the month, added up. */
  CUMULATED_MAXIMUM_POWER("cumulated maximum power"),
  /** A factor of a heat cost allocator. */
  RATING_FACTOR("rating factor"),
  /** Credit in a currency. */
  CREDIT("credit"),
  /** Debit in a currency. */
  DEBIT("debit"),
  /** Access number. */
  ACCESS_NUMBER("access number"),
  /** Medium. */
  MEDIUM("medium"),
  /** Manufacturer. */
  MANUFACTURER("manufacturer"),
  /** Set of parameters. */
  PARAMETER_SET("parameter set"),
  /** Model and version. */
  MODEL_VERSION("model version"),
  /** Version of the hardware. */
  HARDWARE_VERSION("hardware version"),
  /** Version of the firmware, the metrological part. */
  FIRMWARE_VERSION("firmware version"),
  /** Version of other software. */
  SOFTWARE_VERSION("software version"),
  /** Where the customer is. */
  CUSTOMER_LOCATION("customer location"),
  /** The customer. */
  CUSTOMER("customer"),
  /** Error flags, as bits. */
  ERROR_FLAGS("error flags"),
  /** Which error flags count. */
  ERROR_MASK("error mask"),
  /** Outputs, as bits. */
  DIGITAL_OUTPUT("digital output"),
  /** Inputs, as bits. */
  DIGITAL_INPUT("digital input"),
  /** Speed of the line. */
  BAUD_RATE("baud rate"),
  /** Delay of the answer, in bit times. */
  RESPONSE_DELAY("response delay"),
  /** Voltage. */
  VOLTAGE("voltage"),
  /** Current. */
  CURRENT("current"),
  /** A number without dimension. */
  DIMENSIONLESS("dimensionless"),
  /** How often something was reset. */
  RESET_COUNTER("reset counter"),
  /** How often values were added up. */
  CUMULATION_COUNTER("cumulation counter"),
  /** A duration of one of the kinds of the FD table: storage interval, tariff, battery. */
  DURATION("duration"),
  /** Days that the battery lasts. */
  BATTERY_DAYS("remaining battery"),
  /** Radio level. */
  RADIO_LEVEL("radio level"),
  /** What a plain text names, with its unit. */
  PLAIN_TEXT("plain text unit"),
  /** What only the manufacturer knows: VIF 7F. */
  MANUFACTURER_SPECIFIC("manufacturer specific"),
  /** Any of the rest of the tables, by its code alone. */
  OTHER("other");

  private final String words;

  Subject(String words) {
    this.words = words;
  }

  /**
   * Returns the subject in words.
   *
   * @return lower case, English.
   */
  public String words() {
    return words;
  }
}
