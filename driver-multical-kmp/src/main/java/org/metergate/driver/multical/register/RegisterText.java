// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.List;
import java.util.Locale;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantity;

/** A table of registers as text: number, name, kind and dimension of the quantity, label. */
final class RegisterText {
  private static final int FIELDS = 5;

  private RegisterText() {}

  static List<Register> parse(String table) {
    return table.lines().map(String::strip).map(RegisterText::register).toList();
  }

  private static Register register(String line) {
    String[] fields = line.split(" ", FIELDS);
    Quantity.Kind kind = Quantity.Kind.valueOf(fields[2].toUpperCase(Locale.ROOT));
    Dimension dimension = Dimension.valueOf(fields[3].toUpperCase(Locale.ROOT));
    return Register.of(
        Integer.parseInt(fields[0]), new Quantity(fields[1], kind, dimension, fields[4]));
  }
}
