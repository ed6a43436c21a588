// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.health.StageHealth;

/** The gateway's own health as metrics. */
final class GatewayMetrics {
  private GatewayMetrics() {}

  static void add(MetricSet metrics, GatewayHealth health, String version) {
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

  private static void meter(MetricSet metrics, MeterHealth meter) {
    metrics.gauge(
        "metergate_meter_well",
        "1 while no stage of a meter's chain is broken.",
        Labels.of("meter", meter.meter()),
        meter.firstFault().isEmpty() ? 1 : 0);
    for (StageHealth stage : meter.stages()) {
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

  private static void output(MetricSet metrics, OutputHealth output) {
    Labels labels = Labels.of("output", output.output(), "type", output.type());
    metrics.gauge(
        "metergate_output_well",
        "1 while nothing prevents an output from delivering.",
        labels,
        output.fault().isEmpty() ? 1 : 0);
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
