// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/** The tables of the second byte of value information, after FB and after FD (EN 13757-3). */
final class ExtensionVif {
  /** In the table FD: another table follows, of which nothing is known here. */
  static final int THIRD = 0x7D;

  private static final VifEntry[] FB = fb();
  private static final VifEntry[] FD = fd();

  private ExtensionVif() {}

  /** Returns the entry of a code from 0 to 127 after FB. */
  static VifEntry ofFb(int code) {
    return FB[code];
  }

  /** Returns the entry of a code from 0 to 127 after FD. */
  static VifEntry ofFd(int code) {
    return FD[code];
  }

  private static VifEntry[] fb() {
    VifTable table = new VifTable();
    table.decades(0x00, 2, Subject.ENERGY, "MWh", -1);
    table.decades(0x02, 2, Subject.REACTIVE_ENERGY, "kvarh", 0);
    table.decades(0x04, 2, Subject.APPARENT_ENERGY, "kVAh", 0);
    table.decades(0x08, 2, Subject.ENERGY, "GJ", -1);
    table.decades(0x0C, 4, Subject.ENERGY, "Mcal", -1);
    table.decades(0x10, 2, Subject.VOLUME, "m3", 2);
    table.decades(0x14, 4, Subject.REACTIVE_POWER, "kvar", -3);
    table.decades(0x18, 2, Subject.MASS, "t", 2);
    table.decades(0x1A, 2, Subject.RELATIVE_HUMIDITY, "%", -1);
    table.put(0x20, VifEntry.number(Subject.VOLUME, "ft3", 0));
    table.put(0x21, VifEntry.number(Subject.VOLUME, "ft3", -1));
    table.decades(0x28, 2, Subject.POWER, "MW", -1);
    table.put(0x2A, VifEntry.number(Subject.PHASE_ANGLE, "deg", -1));
    table.put(0x2B, VifEntry.number(Subject.PHASE_ANGLE, "deg", -1));
    table.decades(0x2C, 4, Subject.FREQUENCY, "Hz", -3);
    table.decades(0x30, 2, Subject.POWER, "GJ/h", -1);
    table.decades(0x34, 4, Subject.APPARENT_POWER, "kVA", -3);
    table.decades(0x58, 4, Subject.FLOW_TEMPERATURE, "degF", -3);
    table.decades(0x5C, 4, Subject.RETURN_TEMPERATURE, "degF", -3);
    table.decades(0x60, 4, Subject.TEMPERATURE_DIFFERENCE, "degF", -3);
    table.decades(0x64, 4, Subject.EXTERNAL_TEMPERATURE, "degF", -3);
    for (int code = 0x68; code <= 0x6B; code++) {
      table.put(code, VifEntry.of(Subject.RATING_FACTOR, Form.NUMBER));
    }
    table.decades(0x70, 4, Subject.LIMIT_TEMPERATURE, "degF", -3);
    table.decades(0x74, 4, Subject.LIMIT_TEMPERATURE, "degC", -3);
    table.decades(0x78, 8, Subject.CUMULATED_MAXIMUM_POWER, "W", -3);
    return table.entries();
  }

  private static VifEntry[] fd() {
    VifTable table = new VifTable();
    table.decades(0x00, 4, Subject.CREDIT, "", -3);
    table.decades(0x04, 4, Subject.DEBIT, "", -3);
    table.put(0x08, VifEntry.of(Subject.ACCESS_NUMBER, Form.UNSIGNED));
    table.put(0x09, VifEntry.of(Subject.MEDIUM, Form.UNSIGNED));
    table.put(0x0A, VifEntry.of(Subject.MANUFACTURER, Form.UNSIGNED));
    table.put(0x0B, VifEntry.of(Subject.PARAMETER_SET, Form.UNSIGNED));
    table.put(0x0C, VifEntry.of(Subject.MODEL_VERSION, Form.UNSIGNED));
    table.put(0x0D, VifEntry.of(Subject.HARDWARE_VERSION, Form.UNSIGNED));
    table.put(0x0E, VifEntry.of(Subject.FIRMWARE_VERSION, Form.UNSIGNED));
    table.put(0x0F, VifEntry.of(Subject.SOFTWARE_VERSION, Form.UNSIGNED));
    table.put(0x10, VifEntry.of(Subject.CUSTOMER_LOCATION, Form.UNSIGNED));
    table.put(0x11, VifEntry.of(Subject.CUSTOMER, Form.UNSIGNED));
    for (int code = 0x12; code <= 0x16; code++) {
      table.put(code, VifEntry.of(Subject.OTHER, Form.SECRET));
    }
    table.put(0x17, VifEntry.of(Subject.ERROR_FLAGS, Form.UNSIGNED));
    table.put(0x18, VifEntry.of(Subject.ERROR_MASK, Form.BYTES));
    table.put(0x19, VifEntry.of(Subject.OTHER, Form.SECRET));
    table.put(0x1A, VifEntry.of(Subject.DIGITAL_OUTPUT, Form.UNSIGNED));
    table.put(0x1B, VifEntry.of(Subject.DIGITAL_INPUT, Form.UNSIGNED));
    table.put(0x1C, VifEntry.of(Subject.BAUD_RATE, Form.NUMBER));
    table.put(0x1D, VifEntry.of(Subject.RESPONSE_DELAY, Form.NUMBER));
    table.plain(0x1E, 0x1F, 0x20, 0x21, 0x22); // retries, remote control, storage and block sizes
    table.durations(0x24, Subject.DURATION, "s", "min", "h", "d", "month", "year");
    table.durations(0x2C, Subject.DURATION, "s", "min", "h", "d");
    table.put(0x30, VifEntry.of(Subject.EVENT_TIME, Form.TIME));
    table.durations(0x31, Subject.DURATION, "min", "h", "d");
    table.durations(0x34, Subject.DURATION, "s", "min", "h", "d", "month", "year");
    table.put(0x3A, VifEntry.of(Subject.DIMENSIONLESS, Form.NUMBER));
    table.put(0x3B, VifEntry.of(Subject.OTHER, Form.BYTES));
    table.durations(0x3C, Subject.DURATION, "s", "min", "h", "d");
    table.decades(0x40, 16, Subject.VOLTAGE, "V", -9);
    table.decades(0x50, 16, Subject.CURRENT, "A", -12);
    table.put(0x60, VifEntry.of(Subject.RESET_COUNTER, Form.NUMBER));
    table.put(0x61, VifEntry.of(Subject.CUMULATION_COUNTER, Form.NUMBER));
    table.plain(0x62, 0x63, 0x64); // control signal, day of the week, week
    table.put(0x65, VifEntry.of(Subject.OTHER, Form.BYTES)); // a time of day, of no stated type
    table.plain(0x66, 0x67); // state of parameters, information of the supplier
    table.durations(0x68, Subject.DURATION, "h", "d", "month", "year");
    table.durations(0x6C, Subject.DURATION, "h", "d", "month", "year");
    table.put(0x70, VifEntry.of(Subject.EVENT_TIME, Form.TIME));
    table.put(0x71, VifEntry.number(Subject.RADIO_LEVEL, "dBm", 0));
    table.put(0x72, VifEntry.of(Subject.OTHER, Form.BYTES)); // type K, begin and end in one
    table.put(0x73, VifEntry.of(Subject.OTHER, Form.BYTES)); // type L, when a radio listens
    table.put(0x74, VifEntry.number(Subject.BATTERY_DAYS, "d", 0));
    table.plain(0x75); // how often the meter was stopped
    table.put(0x76, VifEntry.of(Subject.OTHER, Form.BYTES)); // a protocol of the manufacturer
    return table.entries();
  }
}
