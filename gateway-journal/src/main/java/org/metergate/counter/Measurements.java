// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
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

  /** Whether the value was removed before. */
  static boolean isWithheld(Measurement m) {
    return m.value() == null && m.unit() == null;
  }

  /** The wire's integer, or the meter's number if the wire has none; null if there is neither. */
  static BigDecimal count(Measurement m) {
    if (m.raw() != null) {
      return m.raw();
    }
    return m.value() instanceof Value.Decimal decimal ? decimal.number() : null;
  }

  /** The power of both directions in W; null if the reading has none. */
  static Double watts(Reading reading) {
    Double imported = watts(reading, "power_import");
    Double exported = watts(reading, "power_export");
    if (imported == null && exported == null) {
      return null;
    }
    return (imported == null ? 0 : imported) + (exported == null ? 0 : exported);
  }

  private static Double watts(Reading reading, String quantity) {
    Measurement m = reading.measurement(quantity).orElse(null);
    if (m == null || m.unit() == null || !(m.value() instanceof Value.Decimal decimal)) {
      return null;
    }
    double number = decimal.number().doubleValue();
    Double perUnit = m.unit().equals(Unit.W) ? Double.valueOf(1) : null;
    perUnit = m.unit().equals(Unit.KW) ? Double.valueOf(1000) : perUnit;
    return perUnit == null ? null : Double.valueOf(perUnit * number);
  }
}
