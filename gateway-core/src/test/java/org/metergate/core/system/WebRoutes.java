// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.journal.Journal;
import org.metergate.journal.StoredReading;
import org.metergate.latest.LatestValues;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.JsonTree;
import org.metergate.web.Route;
import org.metergate.web.api.Api;
import org.metergate.web.prometheus.MetricPage;

/** What the metrics and the API say of a reading. */
final class WebRoutes {
  private final Journal journal;
  private final Reading shown;

  /** The metrics show the reading with what is derived from it. */
  WebRoutes(Journal journal, Reading shown) {
    this.journal = journal;
    this.shown = shown;
  }

  /** Compares with what an output carried. */
  void compare(
      StoredReading stored, Map<String, String> expected, Map<String, String> units, boolean home) {
    int measured = compareRows(stored, expected, units, home);
    int scraped = compareMetrics(expected, units);
    long own = shown.measurements().stream().filter(m -> expected.containsKey(name(m))).count();
    assertTrue(measured > 0 && scraped > 0, measured + " rows, " + scraped + " metrics of " + own);
  }

  private static String name(Measurement measurement) {
    return measurement.quantity().name();
  }

  /** The API's rows of this reading; derived ones where it has them. */
  private int compareRows(
      StoredReading stored, Map<String, String> expected, Map<String, String> units, boolean home) {
    List<Route> routes = Api.routes(journal.history(), ZoneOffset.UTC, InstantSource.fixed(now()));
    Map<String, String> query = new HashMap<>();
    query.put("meter", stored.reading().meter().displayName());
    query.put("from", now().minusSeconds(60).toString());
    query.put("to", now().plusSeconds(60).toString());
    query.put("every", "raw");
    if (home) {
      query.put("units", "home");
    }
    query.put("quantity", String.join(",", expected.keySet()));
    Map<String, Object> answer = JsonTree.object(body(routes, "/api/v1/history", query));
    Set<String> rows = new TreeSet<>();
    for (Object each : (List<?>) answer.get("rows")) {
      Map<?, ?> row = (Map<?, ?>) each;
      String quantity = row.get("quantity").toString();
      if (row.get("id").equals(BigDecimal.valueOf(stored.id()))) {
        String value = ((BigDecimal) row.get("value")).toPlainString();
        assertEquals(expected.get(quantity), value, "API: " + row);
        assertEquals(units.get(quantity), row.get("unit"), "API: " + row);
        rows.add(quantity);
      }
    }
    assertEquals(expected.keySet(), rows, "what the API has");
    return rows.size();
  }

  /** When the reading came: later, its powers are too old to be shown. */
  private Instant now() {
    return shown.receivedAt();
  }

  private static String body(List<Route> routes, String path, Map<String, String> query) {
    Route route = routes.stream().filter(r -> r.path().equals(path)).findFirst().orElseThrow();
    return new String(route.answer(Route.Request.local(query)).body(), StandardCharsets.UTF_8);
  }

  /** Each counter and gauge whose unit has a base unit, converted back. */
  private int compareMetrics(Map<String, String> expected, Map<String, String> units) {
    LatestValues latest = new LatestValues();
    latest.accept(shown);
    MetricPage page = new MetricPage(this::health, latest, this::now, "0.1");
    String text = body(List.of(page), "/metrics", Map.of());
    int compared = 0;
    for (Measurement measurement : shown.measurements()) {
      Optional<BaseUnit> base = BaseUnit.of(units.getOrDefault(name(measurement), ""));
      if (measurement.quantity().kind() == Quantity.Kind.STATE || base.isEmpty()) {
        continue;
      }
      BigDecimal wanted = new BigDecimal(expected.get(name(measurement)));
      BigDecimal scraped = sample(text, measurement, base.get());
      BigDecimal back =
          scraped
              .multiply(base.get().divisor())
              .divide(base.get().factor(), wanted.scale(), RoundingMode.HALF_UP);
      assertEquals(wanted, back, "metric of " + measurement);
      compared++;
    }
    return compared;
  }

  private HealthDocument health() {
    MeterHealth meter =
        new MeterHealth(shown.meter().name(), List.of(), List.of(), List.of(), Optional.of(now()));
    return HealthAuthor.write(
        new GatewayHealth("attic", List.of(meter), List.of()),
        new MessageCatalogue(List.of()),
        now());
  }

  private static BigDecimal sample(String text, Measurement measurement, BaseUnit base) {
    String name = name(measurement);
    String label = "";
    if (name.matches(".+_l[123]")) {
      label = "phase=\"l" + name.charAt(name.length() - 1) + "\"";
      name = "phase_" + name.replaceAll("_l[123]$", "");
    } else if (name.matches(".+_t\\d")) {
      label = "tariff=\"" + name.charAt(name.length() - 1) + "\"";
      name = "tariff_" + name.replaceAll("_t\\d$", "");
    }
    if (base.suffix().equals("seconds")) {
      name = name.replaceAll("(hour|minute|day)s?", "time");
    }
    String unit = base.suffix();
    if (measurement.quantity().kind() == Quantity.Kind.COUNTER) {
      unit += "_total";
    }
    Optional<BigDecimal> found = sample(text, name + "_" + unit, label);
    if (found.isEmpty() && name.matches(".+_\\d{1,3}")) { // one of several records
      int last = name.lastIndexOf('_');
      String number = "record=\"" + name.substring(last + 1) + "\"";
      found = sample(text, name.substring(0, last) + "_" + unit, number);
    }
    return found.orElseThrow(() -> new AssertionError("no " + measurement + " in\n" + text));
  }

  private static Optional<BigDecimal> sample(String text, String name, String label) {
    return text.lines()
        .filter(line -> line.startsWith("metergate_" + name + "{") && line.contains(label))
        .map(line -> new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst();
  }

  /**
   * Prometheus' base unit of a unit.
   *
   * @param factor of the base unit in one of the unit, over {@code divisor}.
   */
  private record BaseUnit(String suffix, BigDecimal factor, BigDecimal divisor) {
    static Optional<BaseUnit> of(String unit) {
      return switch (unit) {
        case "Wh" -> base("joules", 3600, 1);
        case "kWh" -> base("joules", 3_600_000, 1);
        case "MWh" -> base("joules", 3_600_000_000L, 1);
        case "GJ" -> base("joules", 1_000_000_000, 1);
        case "varh" -> base("var_seconds", 3600, 1);
        case "kvarh" -> base("var_seconds", 3_600_000, 1);
        case "W" -> base("watts", 1, 1);
        case "kW" -> base("watts", 1000, 1);
        case "var" -> base("vars", 1, 1);
        case "kvar" -> base("vars", 1000, 1);
        case "V" -> base("volts", 1, 1);
        case "A" -> base("amperes", 1, 1);
        case "m3" -> base("cubic_meters", 1, 1);
        case "l/h" -> base("cubic_meters_per_second", 1, 3_600_000);
        case "m3/h" -> base("cubic_meters_per_second", 1, 3600);
        case "degC" -> base("celsius", 1, 1);
        case "K" -> base("kelvin", 1, 1);
        case "h" -> base("seconds", 3600, 1);
        default -> Optional.empty();
      };
    }

    private static Optional<BaseUnit> base(String suffix, long factor, long divisor) {
      return Optional.of(
          new BaseUnit(suffix, BigDecimal.valueOf(factor), BigDecimal.valueOf(divisor)));
    }
  }
}
