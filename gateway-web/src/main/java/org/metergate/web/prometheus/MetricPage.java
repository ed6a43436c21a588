// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.latest.LatestValues;
import org.metergate.latest.MeterValues;
import org.metergate.web.Route;

/**
 * Answers scrapes, in OpenMetrics 1.0 where the request asks for it, else in the text format 0.0.4.
 */
public final class MetricPage implements Route {
  private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.create();
  private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();

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
  public Answer answer(Request request) {
    List<String> accepted = request.accepted();
    Instant now = clock.instant();
    HealthDocument snapshot = health.get();
    MetricSet metrics = new MetricSet();
    GatewayMetrics.add(metrics, snapshot, version);
    for (MeterReport meter : snapshot.meters()) {
      for (MeterValues values : latest.of(meter.meter())) {
        MeterMetrics.add(metrics, values, now);
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(8192);
    ExpositionFormatWriter writer = writer(accepted);
    try {
      writer.write(body, metrics.snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return new Answer(200, writer.getContentType(), body.toByteArray());
  }

  /** OpenMetrics only where it is named before any plain text: a browser gets what it can show. */
  private static ExpositionFormatWriter writer(List<String> accepted) {
    for (String type : accepted) {
      String name = type.toLowerCase(Locale.ROOT);
      if (name.startsWith("application/openmetrics-text")) {
        return OPEN_METRICS;
      }
      if (name.startsWith("text/")) {
        return TEXT;
      }
    }
    return TEXT;
  }
}
