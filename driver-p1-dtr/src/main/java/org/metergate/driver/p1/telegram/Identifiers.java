// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * Chooses among the numbers that a meter sends in several registers: its own number, the name of
 * its logical device, the number of the grid company. The lowest rank is the meter's own; a number
 * of zeros is none.
 */
final class Identifiers {
  private Identifiers() {}

  /** Returns the meter's own number; null of an empty list. */
  static Item.Identity best(List<Item.Identity> numbers) {
    Item.Identity best = null;
    for (Item.Identity one : numbers) {
      boolean real = isReal(text(one));
      boolean better =
          best == null
              || real && !isReal(text(best))
              || real == isReal(text(best)) && one.rank() < best.rank();
      best = better ? one : best;
    }
    return best;
  }

  /** Returns the text of a number; empty for none. */
  static String text(Item.Identity number) {
    return number == null ? "" : ((Value.Text) number.measurement().value()).text();
  }

  /** Returns whether a text is a number: one of zeros, or an empty one, was never set. */
  static boolean isReal(String text) {
    return text.chars().anyMatch(c -> Character.isLetterOrDigit(c) && c != '0');
  }

  /** Returns the best number under the shared name, and each other one under its register. */
  static List<Measurement> named(List<Item.Identity> numbers) {
    Item.Identity best = best(numbers);
    List<Measurement> named = new ArrayList<>();
    for (Item.Identity one : numbers) {
      if (one == best) {
        named.add(one.measurement());
      } else if (!text(one).equals(text(best))) {
        named.add(underRegister(one.measurement()));
      }
    }
    return named;
  }

  private static Measurement underRegister(Measurement m) {
    Quantity own = Quantities.unnamed(m.register());
    Quantity text = new Quantity(own.name(), own.kind(), Dimension.TEXT, own.label());
    return Measurement.of(text, m.value(), m.register());
  }
}
