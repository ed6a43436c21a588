// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the metrics of one scrape. A name has one type, and a set of labels one value: whatever
 * comes later and violates that is left out, since it would make the whole scrape fail. One thread.
 */
final class MetricSet {
  private final Map<String, Gathered> all = new LinkedHashMap<>();

  private record Gathered(boolean counter, String help, Map<Labels, Double> values) {}

  void counter(String name, String help, Labels labels, double value) {
    put(name, true, help, labels, value);
  }

  void gauge(String name, String help, Labels labels, double value) {
    put(name, false, help, labels, value);
  }

  private void put(String name, boolean counter, String help, Labels labels, double value) {
    Gathered gathered =
        all.computeIfAbsent(name, n -> new Gathered(counter, help, new LinkedHashMap<>()));
    if (gathered.counter() == counter) {
      gathered.values().putIfAbsent(labels, value);
    }
  }

  private final List<MetricSnapshot> others = new ArrayList<>();

  void info(String name, String help, Labels labels) {
    others.add(InfoSnapshot.builder().name(name).help(help).dataPoint(point(labels)).build());
  }

  private static InfoSnapshot.InfoDataPointSnapshot point(Labels labels) {
    return InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build();
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> snapshots = new ArrayList<>(others);
    all.forEach((name, gathered) -> snapshots.add(snapshot(name, gathered)));
    return new MetricSnapshots(snapshots);
  }

  private static MetricSnapshot snapshot(String name, Gathered gathered) {
    MetricMetadata metadata = new MetricMetadata(name, gathered.help());
    if (gathered.counter()) {
      List<CounterDataPointSnapshot> points = new ArrayList<>();
      gathered
          .values()
          .forEach((labels, v) -> points.add(new CounterDataPointSnapshot(v, labels, null, 0)));
      return new CounterSnapshot(metadata, points);
    }
    List<GaugeDataPointSnapshot> points = new ArrayList<>();
    gathered
        .values()
        .forEach((labels, v) -> points.add(new GaugeDataPointSnapshot(v, labels, null)));
    return new GaugeSnapshot(metadata, points);
  }
}
