// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.journal.rollup.Series;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.testing.MosquittoBroker;
import org.metergate.time.VirtualTime;
import org.metergate.value.DerivedQuantities;

/**
 * One telegram of each kind of meter, as every output, the metrics and the API carry it: the same
 * value in the same unit, digit for digit.
 */
class SameValuesEverywhereTest {
  private static final String HOME = "units: home";

  /** What a home reads, and what some meters add to it. */
  private static final Set<String> HOME_UNITS =
      Set.of(
          "kWh", "kvarh", "kVAh", "W", "var", "VA", "V", "A", "m3", "l/h", "degC", "K", "h", "Hz",
          "", "d", "s", "m3*degC");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(EmulatedKind.class)
  void everyOutputHasTheValuesOfAHome(EmulatedKind kind) throws Exception {
    compare(kind, HOME, OptionalInt.empty());
  }

  @ParameterizedTest
  @EnumSource(EmulatedKind.class)
  void everyOutputHasTheMetersOwnValuesByDefault(EmulatedKind kind) throws Exception {
    compare(kind, "", OptionalInt.empty());
  }

  @ParameterizedTest
  @EnumSource(EmulatedKind.class)
  @Tag("broker")
  void mqttHasTheValuesOfAHomeToo(EmulatedKind kind) throws Exception {
    try (MosquittoBroker broker = new MosquittoBroker(folder)) {
      broker.start();
      compare(kind, HOME, OptionalInt.of(broker.port()));
    }
  }

  private void compare(EmulatedKind kind, String settings, OptionalInt broker) throws Exception {
    VirtualTime time = new VirtualTime(EmulatedLine.START);
    List<Reading> all = kind.read(time);
    List<Reading> fullest = fullestTelegram(all);
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time)) {
      for (Reading reading : all) {
        if (!fullest.contains(reading)) {
          journal.readings().append(reading);
        }
      }
      try (EveryOutput outputs = new EveryOutput(folder, journal, time, settings, broker)) {
        List<StoredReading> stored = new ArrayList<>();
        for (Reading reading : fullest) {
          journal.readings().append(reading);
          stored.add(journal.readings().readAfter(journal.readings().newestId() - 1, 1).get(0));
        }
        outputs.deliver(fullest.size());
        for (StoredReading one : stored) {
          compare(journal, one, outputs.carried(one), settings.equals(HOME), broker);
        }
      }
    }
  }

  /** The telegram with most values, with those of its sub-meters. */
  private static List<Reading> fullestTelegram(List<Reading> all) {
    Map<Long, List<Reading>> telegrams =
        all.stream()
            .collect(Collectors.groupingBy(Reading::telegram, TreeMap::new, Collectors.toList()));
    List<Reading> fullest = List.of();
    for (List<Reading> telegram : telegrams.values()) {
      if (values(telegram) >= values(fullest)) {
        fullest = telegram;
      }
    }
    assertTrue(values(fullest) > 1, "only " + fullest);
    return fullest;
  }

  private static long values(List<Reading> telegram) {
    return telegram.stream().mapToLong(reading -> reading.measurements().size()).sum();
  }

  private static void compare(
      Journal journal,
      StoredReading stored,
      Map<String, CarriedValues> carried,
      boolean home,
      OptionalInt broker)
      throws Exception {
    Reading reading = stored.reading();
    String meter = reading.meter().displayName();
    Set<String> sent =
        journal.history().series(meter).stream().map(Series::quantity).collect(Collectors.toSet());
    Reading derived = home ? DerivedQuantities.with(reading, sent) : reading;
    Map<String, String> expected = new TreeMap<>();
    for (Measurement measurement : derived.measurements()) {
      if (measurement.value() instanceof Value.Decimal decimal) {
        String name = measurement.quantity().name();
        expected.putIfAbsent(name, home ? atHome(measurement) : decimal.toString());
      }
    }
    for (String output : List.of("http", "udp", "csv", "influxdb")) {
      assertTrue(carried.containsKey(output), output + " has nothing of " + meter);
    }
    assertEquals(broker.isPresent(), carried.containsKey("mqtt"));
    carried.forEach(
        (output, values) -> {
          Map<String, String> numbers = new TreeMap<>(values.numbers());
          if (output.equals("csv")) {
            numbers.keySet().retainAll(expected.keySet()); // a text of digits looks like a number
          }
          assertEquals(expected, numbers, output + " of " + meter);
        });
    Map<String, String> units = carried.get("influxdb").units();
    for (Map.Entry<String, String> unit : units.entrySet()) {
      assertEquals(unit.getValue(), carried.get("csv").units().get(unit.getKey()), unit.getKey());
      assertTrue(!home || HOME_UNITS.contains(unit.getValue()), unit.toString());
    }
    new WebRoutes(journal, derived).compare(stored, expected, units, home);
    if (home) {
      assertSums(expected, names(reading));
    }
  }

  /** Converted without the code under test: by powers of ten, and GJ of three decimals. */
  private static String atHome(Measurement measurement) {
    BigDecimal number = ((Value.Decimal) measurement.value()).number();
    boolean bare = measurement.unit() == null;
    if (bare || measurement.quantity().dimension().name().matches("TEXT|TIME|NUMBER")) {
      return number.toPlainString();
    }
    return switch (measurement.unit().ascii()) {
      case "Wh", "varh", "VAh", "l" -> number.movePointLeft(3).toPlainString();
      case "MWh", "kW", "kvar", "kVA", "m3/h" -> number.movePointRight(3).toPlainString();
      case "GJ" -> {
        assertEquals(3, number.scale(), "0.001 GJ are 0.28 kWh: one decimal");
        yield number
            .movePointRight(4)
            .divide(new BigDecimal(36), 1, RoundingMode.HALF_UP)
            .toPlainString();
      }
      default -> number.toPlainString();
    };
  }

  private static Set<String> names(Reading reading) {
    return reading.measurements().stream()
        .filter(m -> m.quantity().kind() != Quantity.Kind.STATE)
        .map(m -> m.quantity().name())
        .collect(Collectors.toSet());
  }

  private static void assertSums(Map<String, String> values, Set<String> own) {
    if (own.contains("power_import") && own.contains("power_export")) {
      assertEquals(
          number(values, "power"),
          number(values, "power_import").subtract(number(values, "power_export")));
    }
    for (String total : List.of("energy_import", "energy_export")) {
      if (own.contains(total + "_t1") && own.contains(total + "_t2") && !own.contains(total)) {
        BigDecimal sum =
            Stream.of("_t1", "_t2", "_t3", "_t4")
                .filter(tariff -> own.contains(total + tariff))
                .map(tariff -> number(values, total + tariff))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(sum, number(values, total), total);
      }
    }
  }

  private static BigDecimal number(Map<String, String> values, String quantity) {
    return new BigDecimal(values.get(quantity));
  }
}
