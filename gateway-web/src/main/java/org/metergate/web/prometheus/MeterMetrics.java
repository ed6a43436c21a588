// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import io.prometheus.metrics.model.snapshots.Labels;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;
import org.metergate.value.DerivedQuantities;

/**
 * The values of a meter as metrics: numbers in base units, energy in kilowatt-hours too, and what
 * is a text or a code as the labels of one info metric, since neither can be calculated with.
 */
final class MeterMetrics {
  /** Longer texts are messages for people, no states; as labels they would fill the server. */
  private static final int LONGEST_TEXT = 100;

  /** The end of the names of bytes that are published as they came. */
  private static final String RAW = "_raw";

  private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2})?");

  private MeterMetrics() {}

  static void add(MetricSet metrics, MeterValues values, Instant now) {
    Instant newest = null;
    for (LatestValue value : values.values()) {
      newest = newest == null || value.receivedAt().isAfter(newest) ? value.receivedAt() : newest;
      if (!value.stale(now)) {
        add(metrics, values.meter(), value.measurement());
      }
    }
    if (newest != null) {
      metrics.gauge(
          "metergate_last_reading_timestamp_seconds",
          "When the newest value of a meter was received.",
          Labels.of("meter", values.meter().displayName()),
          newest.toEpochMilli() / 1000.0);
    }
  }

  private static void add(MetricSet metrics, MeterRef meter, Measurement measurement) {
    if (measurement.value() instanceof Value.Decimal decimal) {
      number(metrics, meter, measurement, decimal.number());
    }
    if (isState(measurement)) {
      Labels labels =
          Labels.of(
              "meter",
              meter.displayName(),
              "identifier",
              meter.identifier(),
              "quantity",
              measurement.quantity().name(),
              "value",
              measurement.value().toString());
      metrics.info("metergate_state_info", "The texts and codes of a meter.", labels);
    }
  }

  private static void number(
      MetricSet metrics, MeterRef meter, Measurement measurement, BigDecimal number) {
    MetricName name = MetricName.of(meter, measurement);
    BaseUnit unit = BaseUnit.of(measurement);
    put(metrics, name, measurement, unit.convert(number));
    if (unit.isEnergy()) {
      put(metrics, name.inKilowattHours(), measurement, unit.kilowattHours(number));
    }
    if (MetricName.isRecord(measurement) && measurement.at().offset() != null) {
      MetricName time = MetricName.timeOf(meter, measurement);
      long at = measurement.at().local().toEpochSecond(measurement.at().offset());
      metrics.gauge(time.name(), time.help(), time.labels(), at);
    }
  }

  private static void put(
      MetricSet metrics, MetricName name, Measurement measurement, double number) {
    if (measurement.quantity().kind() == Quantity.Kind.COUNTER && number >= 0) {
      metrics.counter(name.name(), name.help(), name.labels(), number);
    } else {
      metrics.gauge(name.name(), name.help(), name.labels(), number);
    }
    if (DerivedQuantities.isDerived(measurement)) {
      metrics.derived(name.name(), measurement.register().substring(1));
    }
  }

  /**
   * A text, or a number that is a code; not what may be another at each scrape, since the server
   * keeps a series for each: a time of day, or bytes without a known meaning.
   */
  private static boolean isState(Measurement measurement) {
    Quantity quantity = measurement.quantity();
    if (measurement.value() instanceof Value.Text text) {
      return quantity.dimension() == Dimension.TEXT
          && !text.text().isEmpty()
          && !quantity.name().endsWith(RAW)
          && !TIME_OF_DAY.matcher(text.text()).matches()
          && text.text().length() <= LONGEST_TEXT;
    }
    return measurement.value() instanceof Value.Decimal
        && quantity.kind() == Quantity.Kind.STATE
        && quantity.name().endsWith("_code");
  }
}
