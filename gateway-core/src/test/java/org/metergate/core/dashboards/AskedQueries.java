// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.core.dashboards.Panel.Form;
import org.metergate.testing.JsonTree;
import org.metergate.testing.ServerProcess;

/** Reads the queries from the dashboards' files and asks them as Grafana does. */
final class AskedQueries {
  private AskedQueries() {}

  static Duration step(Form form) {
    return switch (form) {
      case LINE -> Duration.ofMinutes(10);
      case HOURS -> Duration.ofHours(1);
      case DAYS -> Duration.ofDays(1);
    };
  }

  /** The texts below a key of each panel of a file, by the panel's title. */
  @SuppressWarnings("unchecked")
  static Map<String, List<String>> queries(Dialect dialect) throws Exception {
    Map<String, List<String>> queries = new LinkedHashMap<>();
    Map<String, Object> file = JsonTree.object(Files.readString(DashboardFilesTest.file(dialect)));
    for (Object panel : (List<Object>) file.get("panels")) {
      Map<String, Object> one = (Map<String, Object>) panel;
      List<String> texts = new ArrayList<>();
      for (Object target : (List<Object>) one.getOrDefault("targets", List.of())) {
        String key = dialect == Dialect.INFLUXQL ? "query" : "expr";
        texts.add(((Map<String, Object>) target).get(key).toString());
      }
      queries.put(one.get("title").toString(), texts);
    }
    return queries;
  }

  /** The query behind the choice of meters. */
  @SuppressWarnings("unchecked")
  static String choice(Dialect dialect) throws Exception {
    Map<String, Object> file = JsonTree.object(Files.readString(DashboardFilesTest.file(dialect)));
    Map<String, Object> templating = (Map<String, Object>) file.get("templating");
    return ((List<Map<String, Object>>) templating.get("list"))
        .stream()
            .filter(variable -> variable.get("name").equals("meter"))
            .map(variable -> variable.get("query").toString())
            .findFirst()
            .orElseThrow();
  }

  /** The meters that can be chosen, as Grafana asks for {@code label_values(metric, label)}. */
  static Set<String> offered(ServerProcess server, Dialect dialect) throws Exception {
    Matcher asked = Pattern.compile("label_values\\((.+), (\\w+)\\)").matcher(choice(dialect));
    assertTrue(asked.matches(), choice(dialect));
    String answer =
        server.get(
            "/api/v1/label/"
                + asked.group(2)
                + "/values?start="
                + EveryMeter.FROM.getEpochSecond()
                + "&end="
                + EveryMeter.TO.getEpochSecond()
                + "&match%5B%5D="
                + ServerProcess.encoded(asked.group(1)));
    Set<String> offered = new TreeSet<>();
    ((List<?>) JsonTree.object(answer).get("data")).forEach(one -> offered.add(one.toString()));
    return offered;
  }

  static Set<String> offered(ServerProcess influx) throws Exception {
    Set<String> offered = new TreeSet<>();
    String asked = expanded("\"metergate\"", choice(Dialect.INFLUXQL), Form.LINE, step(Form.LINE));
    for (Map<String, Object> series : series(influx.query("home", asked))) {
      ((List<?>) series.get("values"))
          .forEach(row -> offered.add(((List<?>) row).get(1).toString()));
    }
    return offered;
  }

  static String expanded(String measurement, String query, Form form, Duration step) {
    return query
        .replace("${measurement}", measurement)
        .replace("$meter", ".*")
        .replace(
            "$timeFilter",
            "time >= " + millis(EveryMeter.FROM) + "ms AND time < " + millis(EveryMeter.TO) + "ms")
        .replace("$__interval", step.toSeconds() + "s")
        .replace("${__timezone}", "UTC");
  }

  static Map<String, NavigableMap<Instant, Double>> influxQl(
      ServerProcess influx, String measurement, String query, Form form, Duration step)
      throws Exception {
    Map<String, NavigableMap<Instant, Double>> found = new TreeMap<>();
    String answer = influx.query("home", expanded(measurement, query, form, step));
    for (Map<String, Object> series : series(answer)) {
      NavigableMap<Instant, Double> values = new TreeMap<>();
      for (Object row : (List<?>) series.get("values")) {
        List<?> pair = (List<?>) row;
        if (pair.get(1) != null) {
          values.put(
              Instant.ofEpochMilli(((BigDecimal) pair.get(0)).longValueExact()),
              ((BigDecimal) pair.get(1)).doubleValue());
        }
      }
      if (!values.isEmpty()) {
        found.computeIfAbsent(tag(series, "tags", "meter"), m -> new TreeMap<>()).putAll(values);
      }
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> series(String answer) {
    List<Object> results = (List<Object>) JsonTree.object(answer).get("results");
    Map<String, Object> first = (Map<String, Object>) results.get(0);
    return (List<Map<String, Object>>) first.getOrDefault("series", List.of());
  }

  static String tag(Map<String, Object> series, String key, String name) {
    return ((Map<?, ?>) series.get(key)).get(name).toString();
  }

  static Map<String, NavigableMap<Instant, Double>> promQl(
      ServerProcess server, String query, Instant start, Duration step) throws Exception {
    String asked = query.replace("$__interval", step.toSeconds() + "s").replace("$meter", ".*");
    String answer =
        server.get(
            "/api/v1/query_range?start="
                + start.getEpochSecond()
                + "&end="
                + (EveryMeter.TO.getEpochSecond() - (start.equals(EveryMeter.TO) ? 0 : 1))
                + "&step="
                + step.toSeconds()
                + "s&query="
                + ServerProcess.encoded(asked));
    Map<String, NavigableMap<Instant, Double>> found = new TreeMap<>();
    Map<?, ?> data = (Map<?, ?>) JsonTree.object(answer).get("data");
    for (Object one : (List<?>) data.get("result")) {
      @SuppressWarnings("unchecked")
      Map<String, Object> series = (Map<String, Object>) one;
      NavigableMap<Instant, Double> values =
          found.computeIfAbsent(tag(series, "metric", "meter"), m -> new TreeMap<>());
      for (Object row : (List<?>) series.get("values")) {
        List<?> pair = (List<?>) row;
        values.put(
            Instant.ofEpochSecond(((BigDecimal) pair.get(0)).longValue()),
            Double.parseDouble(pair.get(1).toString()));
      }
    }
    return found;
  }

  static Instant start(Form form) {
    return form == Form.DAYS ? EveryMeter.FROM.truncatedTo(ChronoUnit.DAYS) : EveryMeter.FROM;
  }

  static long millis(Instant at) {
    return at.toEpochMilli();
  }
}
