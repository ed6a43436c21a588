// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * Removes values that a meter sends while a sensor is broken (technical descriptions of 403 and
 * 603): 185.00 °C means a disconnected sensor and, with an info code, 0.00 °C a shorted one;
 * difference, power and flow are zero then. None of these was measured.
 */
final class SensorCheck {
  private static final String INFO_CODE = "99";
  private static final String INFO_BITS = "369";
  private static final BigDecimal OPEN = new BigDecimal("185");

  /** Difference, power, flow: zero if the temperatures are unknown. */
  private static final Set<String> ZERO_THEN = Set.of("89", "80", "74");

  private final Model model;
  private final List<Finding> findings = new ArrayList<>();

  SensorCheck(Model model) {
    this.model = model;
  }

  /** Returns the findings of the last answer. */
  List<Finding> findings() {
    return findings;
  }

  /** Returns the real measurements, in their order. */
  List<Measurement> apply(List<Measurement> measurements) {
    findings.clear();
    boolean sensorCode = concernsSensor(measurements);
    List<Measurement> kept = new ArrayList<>(measurements.size());
    for (Measurement one : measurements) {
      if (!isTemperature(one) || !isBroken(one, sensorCode)) {
        kept.add(one);
      }
    }
    if (sensorCode || kept.size() < measurements.size()) {
      withholdZeros(kept);
    }
    return kept;
  }

  private boolean isBroken(Measurement one, boolean sensorCode) {
    BigDecimal degrees = number(one);
    boolean open = degrees.compareTo(OPEN) == 0;
    if (open || sensorCode && degrees.signum() == 0) {
      findings.add(
          (open ? MulticalFindings.SENSOR_OPEN : MulticalFindings.SENSOR_SHORTED)
              .with("quantity", one.quantity().label(), "register", one.register()));
      return true;
    }
    return false;
  }

  private void withholdZeros(List<Measurement> kept) {
    List<String> names = new ArrayList<>();
    for (Measurement one : List.copyOf(kept)) {
      if (ZERO_THEN.contains(one.register()) && number(one).signum() == 0) {
        kept.remove(one);
        names.add(RequestText.name(one.quantity(), one.register()));
      }
    }
    if (!names.isEmpty()) {
      findings.add(MulticalFindings.ZEROS_WITHHELD.with("quantities", String.join(", ", names)));
    }
  }

  /**
   * Returns whether the info code may concern a temperature sensor: any code where its bits are
   * unknown.
   */
  private boolean concernsSensor(List<Measurement> measurements) {
    for (Measurement one : measurements) {
      if ((one.register().equals(INFO_CODE) || one.register().equals(INFO_BITS))
          && one.raw() != null
          && one.raw().signum() != 0) {
        return model != Model.M403 || (one.raw().longValue() & InfoCodes.SENSOR_BITS_403) != 0;
      }
    }
    return false;
  }

  private static boolean isTemperature(Measurement one) {
    Quantity quantity = one.quantity();
    return quantity.dimension() == Dimension.TEMPERATURE
        && quantity.kind() == Quantity.Kind.GAUGE
        && one.value() instanceof Value.Decimal;
  }

  private static BigDecimal number(Measurement one) {
    return one.value() instanceof Value.Decimal decimal ? decimal.number() : BigDecimal.ONE;
  }
}
