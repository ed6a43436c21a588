// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/** The table of the first byte of value information (EN 13757-3, primary VIF). */
final class PrimaryVif {
  /** Reserved for a third table, of which nothing is known here. */
  static final int EXTENSION_EF = 0x6F;

  static final int EXTENSION_FB = 0x7B;
  static final int PLAIN_TEXT = 0x7C;
  static final int EXTENSION_FD = 0x7D;
  static final int MANUFACTURER = 0x7F;

  private static final VifEntry[] TABLE = table();

  private PrimaryVif() {}

  /** Returns the entry of a code from 0 to 127. */
  static VifEntry of(int code) {
    return TABLE[code];
  }

  private static VifEntry[] table() {
    VifTable table = new VifTable();
    table.decades(0x00, 8, Subject.ENERGY, "Wh", -3);
    table.decades(0x08, 8, Subject.ENERGY, "J", 0);
    table.decades(0x10, 8, Subject.VOLUME, "m3", -6);
    table.decades(0x18, 8, Subject.MASS, "kg", -3);
    table.durations(0x20, Subject.ON_TIME, "s", "min", "h", "d");
    table.durations(0x24, Subject.OPERATING_TIME, "s", "min", "h", "d");
    table.decades(0x28, 8, Subject.POWER, "W", -3);
    table.decades(0x30, 8, Subject.POWER, "J/h", 0);
    table.decades(0x38, 8, Subject.VOLUME_FLOW, "m3/h", -6);
    table.decades(0x40, 8, Subject.VOLUME_FLOW, "m3/min", -7);
    table.decades(0x48, 8, Subject.VOLUME_FLOW, "m3/s", -9);
    table.decades(0x50, 8, Subject.MASS_FLOW, "kg/h", -3);
    table.decades(0x58, 4, Subject.FLOW_TEMPERATURE, "degC", -3);
    table.decades(0x5C, 4, Subject.RETURN_TEMPERATURE, "degC", -3);
    table.decades(0x60, 4, Subject.TEMPERATURE_DIFFERENCE, "K", -3);
    table.decades(0x64, 4, Subject.EXTERNAL_TEMPERATURE, "degC", -3);
    table.decades(0x68, 4, Subject.PRESSURE, "bar", -3);
    table.put(0x6C, VifEntry.of(Subject.DATE, Form.DATE));
    table.put(0x6D, VifEntry.of(Subject.DATE_AND_TIME, Form.TIME));
    table.put(0x6E, VifEntry.of(Subject.ALLOCATOR_UNITS, Form.NUMBER));
    table.durations(0x70, Subject.AVERAGING_DURATION, "s", "min", "h", "d");
    table.durations(0x74, Subject.ACTUALITY_DURATION, "s", "min", "h", "d");
    table.put(0x78, VifEntry.of(Subject.FABRICATION_NUMBER, Form.UNSIGNED));
    table.put(0x79, VifEntry.of(Subject.IDENTIFICATION, Form.UNSIGNED));
    table.put(0x7A, VifEntry.of(Subject.BUS_ADDRESS, Form.UNSIGNED));
    table.put(MANUFACTURER, VifEntry.of(Subject.MANUFACTURER_SPECIFIC, Form.UNSIGNED));
    return table.entries();
  }
}
