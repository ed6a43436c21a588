// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.latest.LatestValue;
import org.metergate.latest.LatestValues;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;
import org.metergate.web.Route;

/** Answers scrapes, in the text format 0.0.4. */
public final class MetricPage implements Route {
  private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

  private final Supplier<HealthDocument> health;
  private final LatestValues latest;
  private final InstantSource clock;
  private final String version;

  /**
   * Creates the route.
   *
   * @param health returns the document of health of now.
   * @param latest the newest live values.
   * @param clock the gateway's, which stamps readings.
   * @param version of the program.
   */
  public MetricPage(
      Supplier<HealthDocument> health, LatestValues latest, InstantSource clock, String version) {
    this.health = health;
    this.latest = latest;
    this.clock = clock;
    this.version = version;
  }

  @Override
  public String path() {
    return "/metrics";
  }

  @Override
  public Answer answer(Map<String, String> query) {
    Instant now = clock.instant();
    HealthDocument snapshot = health.get();
    MetricSet metrics = new MetricSet();
    GatewayMetrics.add(metrics, snapshot, version);
    for (MeterReport meter : snapshot.meters()) {
      for (MeterValues values : latest.of(meter.meter())) {
        add(metrics, values, now);
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(8192);
    try {
      WRITER.write(body, metrics.snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return new Answer(200, WRITER.getContentType(), body.toByteArray());
  }

  private static void add(MetricSet metrics, MeterValues values, Instant now) {
    Instant newest = null;
    for (LatestValue value : values.values()) {
      newest = newest == null || value.receivedAt().isAfter(newest) ? value.receivedAt() : newest;
      if (!value.stale(now) && value.measurement().value() instanceof Value.Decimal decimal) {
        MetricName name = MetricName.of(values.meter(), value.measurement());
        double number = BaseUnit.of(value.measurement()).convert(decimal.number());
        if (value.measurement().quantity().kind() == Quantity.Kind.COUNTER && number >= 0) {
          metrics.counter(name.name(), name.help(), name.labels(), number);
        } else {
          metrics.gauge(name.name(), name.help(), name.labels(), number);
        }
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
}
