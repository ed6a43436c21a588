// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;
import org.metergate.testing.JsonTree;
import org.metergate.testing.ServerProcess;

/**
 * All numbers that a store holds, by meter, quantity and millisecond; duplicates count once. Where
 * a starting gateway finds two telegrams of a meter at once, they may have the same millisecond:
 * then a database may keep either value.
 */
final class StoredPoints {
  private static final Duration SHOWS_WITHIN = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(200);

  private StoredPoints() {}

  private static String key(Object meter, Object quantity, Object millis) {
    return meter + " " + quantity + " " + millis;
  }

  static TreeMap<String, Set<Double>> ofJournal(List<StoredReading> journal) {
    TreeMap<String, Set<Double>> points = new TreeMap<>();
    for (StoredReading stored : journal) {
      for (Measurement m : stored.reading().measurements()) {
        if (m.value() instanceof Value.Decimal decimal) {
          String key =
              key(
                  stored.reading().meter().displayName(),
                  m.quantity().name(),
                  stored.reading().receivedAt().toEpochMilli());
          points.computeIfAbsent(key, k -> new HashSet<>()).add(decimal.number().doubleValue());
        }
      }
    }
    return points;
  }

  static TreeMap<String, Double> ofInflux(ServerProcess influx) throws Exception {
    TreeMap<String, Double> points = new TreeMap<>();
    Map<String, Object> answer = JsonTree.object(influx.query("home", "SELECT * FROM metergate"));
    Map<String, Object> result = object(list(answer.get("results")).get(0));
    Map<String, Object> series = object(list(result.get("series")).get(0));
    List<?> columns = list(series.get("columns"));
    for (Object row : list(series.get("values"))) {
      Map<Object, Object> cells = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.put(columns.get(i), list(row).get(i));
      }
      cells.forEach(
          (column, value) -> {
            if (value instanceof Number number && !column.equals("time")) {
              points.put(key(cells.get("meter"), column, cells.get("time")), number.doubleValue());
            }
          });
    }
    return points;
  }

  /**
   * What VictoriaMetrics holds. It shows the newest lines up to a second after it accepted them,
   * even after a forced flush, so it is queried again while there are fewer than wanted.
   */
  static TreeMap<String, Double> ofVictoria(ServerProcess victoria, int wanted) throws Exception {
    long end = System.nanoTime() + SHOWS_WITHIN.toNanos();
    TreeMap<String, Double> points = shown(victoria);
    while (points.size() < wanted && System.nanoTime() < end) {
      LockSupport.parkNanos(STEP.toNanos());
      points = shown(victoria);
    }
    return points;
  }

  private static TreeMap<String, Double> shown(ServerProcess victoria) throws Exception {
    victoria.get("/internal/force_flush");
    TreeMap<String, Double> points = new TreeMap<>();
    String match = ServerProcess.encoded("{__name__=~\"metergate_.*\"}");
    for (String line : victoria.get("/api/v1/export?match%5B%5D=" + match).split("\n")) {
      if (!line.isBlank()) {
        Map<String, Object> series = JsonTree.object(line);
        Map<String, Object> labels = object(series.get("metric"));
        String quantity = labels.get("__name__").toString().replaceFirst("metergate_", "");
        List<?> values = list(series.get("values"));
        List<?> times = list(series.get("timestamps"));
        for (int i = 0; i < values.size(); i++) {
          points.put(
              key(labels.get("meter"), quantity, times.get(i)),
              ((Number) values.get(i)).doubleValue());
        }
      }
    }
    return points;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  static List<?> list(Object value) {
    return (List<?>) value;
  }
}
