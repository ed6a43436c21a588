// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/** Measurements whose value is withheld. */
final class Measurements {
  private Measurements() {}

  /**
   * Removes the value and keeps the number as the raw value. Without a unit it is never mistaken
   * for a measurement that only waits for its scale.
   */
  static Measurement withheld(Measurement m) {
    return new Measurement(m.quantity(), null, null, m.register(), count(m), m.at());
  }

  /** The wire's integer, or the meter's number if the wire has none; null if there is neither. */
  static BigDecimal count(Measurement m) {
    if (m.raw() != null) {
      return m.raw();
    }
    return m.value() instanceof Value.Decimal decimal ? decimal.number() : null;
  }
}
