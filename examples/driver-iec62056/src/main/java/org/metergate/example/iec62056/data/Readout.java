// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * The decoded content of a readout.
 *
 * @param number the meter's own number, if it sends one.
 * @param error the code of an error, if the meter reports one.
 * @param measurements in the order of the readout, each quantity once.
 */
public record Readout(
    Optional<String> number, Optional<String> error, List<Measurement> measurements) {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");
  private static final Pattern NOTHING = Pattern.compile("0*");

  /** Copies the list. */
  public Readout {
    measurements = List.copyOf(measurements);
  }

  /**
   * Decodes the text of a readout.
   *
   * @param text lines of data.
   * @return its content; without measurements if it contains none.
   */
  public static Readout of(String text) {
    Optional<String> number = Optional.empty();
    Optional<String> error = Optional.empty();
    List<Measurement> measurements = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (DataSet set : DataSet.all(text)) {
      if (set.code().equals(Registers.ERROR)) {
        error = NOTHING.matcher(set.value()).matches() ? error : Optional.of(set.value());
        continue;
      }
      Quantity quantity = Registers.quantity(set);
      if (quantity.equals(Quantities.METER_NUMBER) && number.isEmpty()) {
        number = Optional.of(set.value());
      }
      if (seen.add(quantity.name())) {
        measurements.add(measurement(set, quantity));
      }
    }
    return new Readout(number, error, measurements);
  }

  /** Keeps exactly the digits of a number; a counter with unreadable digits is kept as text. */
  private static Measurement measurement(DataSet set, Quantity quantity) {
    boolean number =
        quantity.kind() != Quantity.Kind.STATE && DECIMAL.matcher(set.value()).matches();
    if (!number && quantity.kind() != Quantity.Kind.STATE) {
      return Measurement.of(
          Quantities.unnamed(set.address()), new Value.Text(set.value()), set.address());
    }
    return number
        ? Measurement.decimal(
            quantity, new BigDecimal(set.value()), Registers.unit(set.unit()), set.address())
        : Measurement.of(
            quantity,
            new Value.Text(set.unit().isEmpty() ? set.value() : set.value() + " " + set.unit()),
            set.address());
  }
}
