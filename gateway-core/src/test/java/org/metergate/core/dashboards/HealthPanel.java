// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture of the health of meters and outputs, which each server knows in its own way.
 *
 * @param title for people.
 * @param type Grafana's.
 * @param unit Grafana's.
 * @param width of 24.
 * @param legend of each series.
 * @param queries with Grafana's variables.
 */
record HealthPanel(
    String title, String type, String unit, int width, String legend, List<String> queries) {
  private static final String METER = "{{meter}}";
  private static final String OUTPUT = "{{output}}";

  /** Counters that make up the newest value of each meter. */
  private static final List<String> COUNTERS =
      List.of(
          "energy_import",
          "energy_export",
          "energy_import_t1",
          "gas_volume",
          "water_volume",
          "heat_energy",
          "cooling_energy",
          "volume");

  /** Returns those of a dialect. */
  static List<HealthPanel> of(Dialect dialect) {
    List<HealthPanel> panels = new ArrayList<>();
    switch (dialect) {
      case INFLUXQL -> panels.add(newestCounters());
      case METRICSQL ->
          panels.add(
              line(
                  "Age of the newest reading",
                  "s",
                  24,
                  METER,
                  "time() - max by (meter)"
                      + " (tlast_over_time({__name__=~\"metergate_.+\",unit!=\"\",origin=\"\","
                      + "meter=~\"$meter\"}[1d]))"));
      default ->
          panels.add(
              line(
                  "Age of the newest reading",
                  "s",
                  24,
                  METER,
                  "time() - metergate_last_reading_timestamp_seconds{meter=~\"$meter\"}"));
    }
    if (dialect != Dialect.INFLUXQL) {
      panels.addAll(scraped());
    }
    return panels;
  }

  /** A value without its time says nothing of its age: the table has both. */
  private static HealthPanel newestCounters() {
    List<String> queries = new ArrayList<>();
    for (String counter : COUNTERS) {
      queries.add(
          String.format(
              "SELECT last(\"%s\") AS \"%s\" FROM ${measurement} WHERE \"meter\" =~ /^$meter$/"
                  + " AND \"origin\" = '' AND $timeFilter"
                  + " GROUP BY \"gateway\", \"meter\", \"identifier\", \"unit\"",
              counter, counter));
    }
    return new HealthPanel(
        "When each counter was read last", "table", "none", 24, "$tag_meter", queries);
  }

  private static List<HealthPanel> scraped() {
    return List.of(
        line(
            "Is each meter well",
            "bool_yes_no",
            8,
            METER,
            "metergate_meter_well{meter=~\"$meter\"}"),
        line(
            "Faults an hour",
            "short",
            8,
            "{{meter}} {{stage}}",
            "increase(metergate_stage_faults_total{meter=~\"$meter\"}[1h])"),
        line("Is each output well", "bool_yes_no", 8, OUTPUT, "metergate_output_well"),
        line(
            "Readings that wait for delivery",
            "short",
            12,
            OUTPUT,
            "metergate_output_queued_readings"),
        line(
            "Age of the oldest reading that waits",
            "s",
            12,
            OUTPUT,
            "time() - metergate_output_oldest_timestamp_seconds"));
  }

  private static HealthPanel line(
      String title, String unit, int width, String legend, String query) {
    return new HealthPanel(title, "timeseries", unit, width, legend, List.of(query));
  }
}
