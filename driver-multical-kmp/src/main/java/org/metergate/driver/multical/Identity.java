// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * The identity of a meter: serial number (4 bytes), type (2) and software revision (2: letter from
 * A = 1, number). Newer meters have no revision here but in register 1005.
 */
final class Identity {
  /** The type of a meter that does not answer the request for it. */
  static final String NO_TYPE = "-";

  private static final String SERIAL_COMMAND = "command 02";
  private static final String TYPE_COMMAND = "command 01";
  private static final int TYPE_AND_SOFTWARE = 4;

  /** With sensors Pt500, Pt100 and Pt500 of four wires (KMP protocol description, GetType). */
  private static final Set<String> TYPES_601 = Set.of("0001", "0004", "0005");

  /** A 601 that is read through its top module 67-05. */
  private static final String TOP_MODULE = "15";

  /** The revision of the meter's software: C1. */
  static final Quantity SOFTWARE =
      new Quantity("software_revision", Quantity.Kind.STATE, Dimension.TEXT, "Software revision");

  private Identity() {}

  static String serial(ByteCursor data) throws MalformedException {
    String serial = Long.toString(data.u32());
    data.requireEnd();
    return serial;
  }

  static String type(ByteCursor data) throws MalformedException {
    String type = Hex.of(data.take(TYPE_AND_SOFTWARE));
    data.requireEnd();
    return type;
  }

  static Measurement number(String serial) {
    return Measurement.of(Quantities.METER_NUMBER, new Value.Text(serial), SERIAL_COMMAND);
  }

  /** Returns whether a type is one of the 601, whose records are kept by modules. */
  static boolean hasModules(String digits) {
    return digits.length() == 2 * TYPE_AND_SOFTWARE
        && (TYPES_601.contains(digits.substring(0, 4)) || digits.startsWith(TOP_MODULE));
  }

  /** Returns whether the four digits of a type are those of a 601. */
  static boolean is601(String type) {
    return TYPES_601.contains(type) || type.startsWith(TOP_MODULE);
  }

  /** Returns whether a meter sent its type without a software revision. */
  static boolean hidesSoftware(String digits) {
    return digits.length() == 2 * TYPE_AND_SOFTWARE && digits.endsWith("0000");
  }

  /** Returns type and software from the eight digits of {@link #type}; nothing for other texts. */
  static List<Measurement> typeAndSoftware(String digits) {
    if (digits.length() != 2 * TYPE_AND_SOFTWARE) {
      return List.of();
    }
    Measurement type =
        Measurement.of(Quantities.METER_TYPE, new Value.Text(digits.substring(0, 4)), TYPE_COMMAND);
    int letter = Integer.parseInt(digits.substring(4, 6), 16);
    if (letter < 1 || letter > 26) {
      return List.of(type);
    }
    int number = Integer.parseInt(digits.substring(6), 16);
    String text = String.format(Locale.ROOT, "%c%d", 'A' + letter - 1, number);
    return List.of(type, Measurement.of(SOFTWARE, new Value.Text(text), TYPE_COMMAND));
  }
}
