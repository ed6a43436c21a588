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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the metrics of one scrape. A name has one type, and a set of labels one value: whatever
 * comes later and violates that is left out, since it would make the whole scrape fail. One thread.
 */
final class MetricSet {
  private final Map<String, Gathered> all = new LinkedHashMap<>();

  private final Map<String, Info> infos = new LinkedHashMap<>();

  /** Formulas in a set of their own, since meters may derive the same quantity differently. */
  private record Gathered(
      boolean counter, String help, Set<String> formulas, Map<Labels, Double> values) {

    String fullHelp() {
      return formulas.isEmpty()
          ? help
          : help.replaceAll("\\.$", "") + ", derived: " + String.join("; ", formulas) + ".";
    }
  }

  private record Info(String help, Set<Labels> labels) {}

  void counter(String name, String help, Labels labels, double value) {
    put(name, true, help, labels, value);
  }

  void gauge(String name, String help, Labels labels, double value) {
    put(name, false, help, labels, value);
  }

  private void put(String name, boolean counter, String help, Labels labels, double value) {
    Gathered gathered =
        all.computeIfAbsent(
            name, n -> new Gathered(counter, help, new TreeSet<>(), new LinkedHashMap<>()));
    if (gathered.counter() == counter) {
      gathered.values().putIfAbsent(labels, value);
    }
  }

  /** Notes in the help of a metric how one of its values was derived from others. */
  void derived(String name, String formula) {
    Gathered gathered = all.get(name);
    if (gathered != null) {
      gathered.formulas().add(formula);
    }
  }

  void info(String name, String help, Labels labels) {
    infos.computeIfAbsent(name, n -> new Info(help, new LinkedHashSet<>())).labels().add(labels);
  }

  private static MetricSnapshot snapshot(String name, Info info) {
    InfoSnapshot.Builder builder = InfoSnapshot.builder().name(name).help(info.help());
    info.labels()
        .forEach(
            labels ->
                builder.dataPoint(
                    InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build()));
    return builder.build();
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> snapshots = new ArrayList<>();
    infos.forEach((name, info) -> snapshots.add(snapshot(name, info)));
    all.forEach((name, gathered) -> snapshots.add(snapshot(name, gathered)));
    return new MetricSnapshots(snapshots);
  }

  private static MetricSnapshot snapshot(String name, Gathered gathered) {
    MetricMetadata metadata = new MetricMetadata(name, gathered.fullHelp());
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
