// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.health.OutputReport;
import org.metergate.health.StageReport;

/** The gateway's own health as metrics. */
final class GatewayMetrics {
  private GatewayMetrics() {}

  static void add(MetricSet metrics, HealthDocument health, String version) {
    metrics.info(
        "metergate_build",
        "The program and the gateway's name.",
        Labels.of("version", version, "gateway", health.gateway()));
    Runtime runtime = Runtime.getRuntime();
    metrics.gauge(
        "metergate_heap_used_bytes",
        "Memory used by objects of the program, garbage included.",
        Labels.EMPTY,
        runtime.totalMemory() - runtime.freeMemory());
    metrics.gauge(
        "metergate_start_timestamp_seconds",
        "When the program was started.",
        Labels.EMPTY,
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
    health.meters().forEach(meter -> meter(metrics, meter));
    health.outputs().forEach(output -> output(metrics, output));
  }

  private static void meter(MetricSet metrics, MeterReport meter) {
    metrics.gauge(
        "metergate_meter_well",
        "1 while a meter is well, as in the document of health.",
        Labels.of("meter", meter.meter()),
        meter.well() ? 1 : 0);
    for (StageReport stage : meter.stages()) {
      Labels labels =
          Labels.of("meter", meter.meter(), "stage", stage.stage().name().toLowerCase(Locale.ROOT));
      metrics.counter(
          "metergate_stage_passed",
          "What passed a stage of the chain: bytes, frames or readings.",
          labels,
          stage.passed());
      metrics.counter(
          "metergate_stage_faults",
          "How often a stage of the chain failed.",
          labels,
          stage.faults());
    }
  }

  private static void output(MetricSet metrics, OutputReport output) {
    Labels labels = Labels.of("output", output.output(), "type", output.type());
    metrics.gauge(
        "metergate_output_well",
        "1 while an output is well, as in the document of health.",
        labels,
        output.well() ? 1 : 0);
    metrics.counter(
        "metergate_output_delivered_readings",
        "Readings delivered since the start.",
        labels,
        output.delivered());
    metrics.gauge(
        "metergate_output_queued_readings",
        "Readings that wait for delivery.",
        labels,
        output.queued());
    output
        .oldestWaiting()
        .ifPresent(
            at ->
                metrics.gauge(
                    "metergate_output_oldest_timestamp_seconds",
                    "When the oldest waiting reading was received.",
                    labels,
                    at.toEpochMilli() / 1000.0));
  }
}
