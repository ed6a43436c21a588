// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;

/**
 * The name of a measurement: {@code metergate_energy_import_joules} of a meter; phases and tariffs
 * are labels of separate metrics, {@code metergate_phase_voltage_volts}, since a sum over one
 * metric must never count a total together with its parts.
 *
 * @param name without {@code _total}, which a counter gets when it is written.
 * @param help label and unit for people.
 * @param labels meter, identifier and, where it applies, phase or tariff.
 */
record MetricName(String name, String help, Labels labels) {
  private static final Pattern PHASE = Pattern.compile("(.+)_l([123])");
  private static final Pattern TARIFF = Pattern.compile("(.+)_t(\\d{1,2})");

  static MetricName of(MeterRef meter, Measurement measurement) {
    Labels labels = Labels.of("meter", meter.displayName(), "identifier", meter.identifier());
    String quantity = measurement.quantity().name();
    String label = measurement.quantity().label();
    Matcher phase = PHASE.matcher(quantity);
    Matcher tariff = TARIFF.matcher(quantity);
    if (phase.matches()) {
      quantity = "phase_" + phase.group(1);
      label = label.replaceAll(" ?L[123]$", "") + " of a phase";
      labels = labels.add("phase", "l" + phase.group(2));
    } else if (tariff.matches()) {
      quantity = "tariff_" + tariff.group(1);
      label = label.replaceAll("(, tariff| T)? ?\\d+$", "") + " of a tariff";
      labels = labels.add("tariff", tariff.group(2));
    }
    String unit = BaseUnit.of(measurement).suffix();
    if (unit.equals("seconds")) {
      quantity = quantity.replaceAll("(hour|minute|day)s?", "time"); // the unit is now seconds
    }
    String name = "metergate_" + quantity + (unit.isEmpty() ? "" : "_" + unit);
    String help = label + (unit.isEmpty() ? "." : ", " + unit.replace('_', ' ') + ".");
    return new MetricName(name.replaceAll("_(total|info|created|bucket)$", "_value"), help, labels);
  }
}
