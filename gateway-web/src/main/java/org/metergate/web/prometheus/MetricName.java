// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;

/**
 * The name of a measurement: {@code metergate_energy_import_joules} of a meter; phases and tariffs
 * are labels of separate metrics, {@code metergate_phase_voltage_volts}, since a sum over one
 * metric must never count a total together with its parts. The records that a meter numbers, such
 * as the peaks of past months, are one metric, with the number as a label.
 *
 * @param name without {@code _total}, which a counter gets when it is written.
 * @param help label and unit for people.
 * @param labels meter, identifier and, where it applies, phase, tariff or the number of a record.
 */
record MetricName(String name, String help, Labels labels) {
  private static final Pattern PHASE = Pattern.compile("(.+)_l([123])");
  private static final Pattern TARIFF = Pattern.compile("(.+)_t(\\d{1,2})");
  private static final Pattern RECORD = Pattern.compile("(.+)_(\\d{1,3})");

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
    } else if (isRecord(measurement)) {
      Matcher record = RECORD.matcher(quantity);
      record.matches();
      quantity = record.group(1);
      label = label.replaceAll(" ?\\d+$", "");
      labels = labels.add("record", record.group(2));
    }
    String unit = BaseUnit.of(measurement).suffix();
    if (unit.equals("seconds")) {
      quantity = quantity.replaceAll("(hour|minute|day)s?", "time"); // the unit is now seconds
    }
    String name = "metergate_" + quantity + (unit.isEmpty() ? "" : "_" + unit);
    String help = label + (unit.isEmpty() ? "." : ", " + unit.replace('_', ' ') + ".");
    return new MetricName(name.replaceAll("_(total|info|created|bucket)$", "_value"), help, labels);
  }

  /** Whether a value is one of the numbered records of a meter, which have times of their own. */
  static boolean isRecord(Measurement measurement) {
    return measurement.at() != null
        && measurement.quantity().kind() != Quantity.Kind.COUNTER
        && RECORD.matcher(measurement.quantity().name()).matches();
  }

  /** The name of the times of numbered records, next to their values. */
  static MetricName timeOf(MeterRef meter, Measurement record) {
    MetricName name = of(meter, record);
    String quantity = RECORD.matcher(record.quantity().name()).replaceAll("$1");
    String help = record.quantity().label().replaceAll(" ?\\d+$", "") + ", when it was.";
    return new MetricName("metergate_" + quantity + "_timestamp_seconds", help, name.labels());
  }

  /**
   * The name of an energy in kilowatt-hours, next to the one in joules. A name with "hours" in it
   * would be refused by checks that require base units.
   */
  MetricName inKilowattHours() {
    return new MetricName(
        name.replaceAll("_joules$", "_kwh"),
        help.replaceAll("joules\\.$", "kilowatt-hours."),
        labels);
  }
}
