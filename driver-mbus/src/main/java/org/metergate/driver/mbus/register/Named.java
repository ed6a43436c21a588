// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;

/** Makes quantities; the same names, kinds and dimensions as the other drivers use. */
final class Named {
  /** Longer than the key of any record of a known meter, with its number among equal ones. */
  private static final int LONGEST_KEY = 64;

  private static final int SHOWN_OF_KEY = 24;

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

  /** A number that is not calculated with, and whose zeros and digits are kept as they are. */
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

  /**
   * The quantity of a record that has no name: its own key. A key may have all bytes of a telegram,
   * which no topic and no file wants as a name: of a long one the beginning is left, with a
   * checksum by which it still differs from all others.
   */
  static Quantity own(String register) {
    return Quantities.unnamed(
        register.length() <= LONGEST_KEY
            ? register
            : register.substring(0, SHOWN_OF_KEY) + "..." + digest(register));
  }

  /** The quantity of a record that has no name, for values of a dimension. */
  static Quantity own(String register, Dimension dimension) {
    Quantity number = own(register);
    return dimension == Dimension.NUMBER ? number : as(number, dimension);
  }

  /** 128 bits, the same at each start and on each machine. */
  private static String digest(String register) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(register.getBytes(StandardCharsets.US_ASCII));
      return Hex.of(Arrays.copyOf(all, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same quantity for values of another form. */
  static Quantity as(Quantity of, Dimension dimension) {
    return new Quantity(of.name(), of.kind(), dimension, of.label());
  }
}
