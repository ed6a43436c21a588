// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.time.Duration;
import java.util.Map;
import org.metergate.spi.reading.Quantity;

/** What Home Assistant is to know of the sensor of a quantity. */
final class SensorOptions {
  /** The only category that a sensor may have. */
  static final String DIAGNOSTIC = "diagnostic";

  private SensorOptions() {}

  /** Adds template, classes, unit, precision, expiry and rule of a quantity, in this order. */
  static void put(
      Map<String, Object> options, KnownQuantity known, String countersOf, Duration expireAfter) {
    SensorClass as = SensorClass.of(known);
    options.put("value_template", template(known.quantity(), as, countersOf));
    putIfAny(options, "device_class", as.device());
    putIfAny(options, "state_class", as.state());
    putIfAny(options, "unit_of_measurement", as.unit());
    if (as.isNumeric()) {
      options.put("suggested_display_precision", known.decimals());
    }
    if (known.quantity().kind() == Quantity.Kind.GAUGE && !known.dated()) {
      options.put("expire_after", expireAfter.toSeconds());
    }
    EntityRule rule = EntityRule.of(known);
    if (rule.diagnostic()) {
      options.put("entity_category", DIAGNOSTIC);
    }
    if (!rule.enabled()) {
      options.put("enabled_by_default", false);
    }
  }

  private static String template(Quantity quantity, SensorClass as, String countersOf) {
    if (!as.isNumeric()) {
      return Templates.text(quantity.name());
    }
    return quantity.kind() == Quantity.Kind.COUNTER && !countersOf.isEmpty()
        ? Templates.numberOf(countersOf, quantity.name())
        : Templates.number(quantity.name());
  }

  private static void putIfAny(Map<String, Object> options, String key, String value) {
    if (value != null) {
      options.put(key, value);
    }
  }
}
