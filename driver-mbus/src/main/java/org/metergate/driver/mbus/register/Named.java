// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.Locale;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;

/** Makes quantities; the same names, kinds and dimensions as the other drivers use. */
final class Named {
  private Named() {}

  static Quantity counter(String name, Dimension dimension, String label) {
    return new Quantity(name, Kind.COUNTER, dimension, label);
  }

  static Quantity gauge(String name, Dimension dimension, String label) {
    return new Quantity(name, Kind.GAUGE, dimension, label);
  }

  static Quantity state(String name, String label) {
    return new Quantity(name, Kind.STATE, Dimension.NUMBER, label);
  }

  /** A number that nobody calculates with, and whose zeros and digits are kept as they are. */
  static Quantity text(String name, String label) {
    return new Quantity(name, Kind.STATE, Dimension.TEXT, label);
  }

  /** The highest, lowest or average value of a period, for example {@code flow_max}. */
  static Quantity ofPeriod(Quantity of, String suffix, String word) {
    String label = of.label().substring(0, 1).toLowerCase(Locale.ROOT) + of.label().substring(1);
    return new Quantity(of.name() + suffix, Kind.STATE, of.dimension(), word + " " + label);
  }

  /** What a tariff counted, for example {@code energy_import_t1}. */
  static Quantity tariff(Quantity of, long tariff) {
    return new Quantity(
        of.name() + "_t" + tariff, of.kind(), of.dimension(), of.label() + ", tariff " + tariff);
  }

  /** The quantity of a record that has no name: its own key. */
  static Quantity own(String register, Dimension dimension) {
    Quantity number = Quantities.unnamed(register);
    return dimension == Dimension.NUMBER ? number : as(number, dimension);
  }

  /** The same quantity for values of another form. */
  static Quantity as(Quantity of, Dimension dimension) {
    return new Quantity(of.name(), of.kind(), dimension, of.label());
  }
}
