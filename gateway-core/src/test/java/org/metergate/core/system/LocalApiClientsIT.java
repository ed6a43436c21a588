// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;
import org.metergate.testing.JsonTree;
import org.metergate.testing.NodePackages;
import org.metergate.time.SystemTime;
import org.metergate.value.Units;

/**
 * A client from npm reads an OMNIPOWER with a MULTICAL as its channel, a P1 meter with gas, and a
 * 382 through the running gateway: what it reads is what is in the journal.
 */
@Tag("client")
@Timeout(300)
class LocalApiClientsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Unit GIGAJOULE = new Unit("GJ", "GJ");

  private static final String READ =
      """
      import { P1MeterApi } from 'homewizard-energy-api';
      const all = [];
      for (const url of process.argv.slice(2)) {
        const api = new P1MeterApi(url);
        all.push({ data: await api.getData(), info: await api.getBasicInformation(),
                   telegram: await api.getTelegram() });
      }
      console.log(JSON.stringify({ all }));
      process.exit(0);
      """;

  /** What is not in the journal under a name of its own, or not at all. */
  private static final Set<String> NOT_STORED =
      Set.of(
          "wifi_ssid", // a word that the client insists on
          "unique_id", // a number that stands for the meter's own
          "gas_unique_id",
          "active_tariff", // a state
          "gas_timestamp",
          "external", // compared as channels
          "total_gas_m3");

  /**
   * What the client cannot read of what the journal has: reactive and apparent values, power
   * factors, flows, temperatures, texts; and of the channels what is no volume and no heat.
   */
  private static final Map<String, List<String>> FIELDS = new LinkedHashMap<>();

  static {
    for (String way : List.of("import", "export")) {
      for (String tariff : List.of("", "_t1", "_t2", "_t3", "_t4")) {
        FIELDS.put(
            "total_power_" + way + tariff + "_kwh", List.of("energy_" + way + tariff, "kWh"));
      }
    }
    for (String phase : List.of("", "_l1", "_l2", "_l3")) {
      FIELDS.put("active_power" + phase + "_w", List.of("power_net" + phase, "W"));
      FIELDS.put("active_voltage" + phase + "_v", List.of("voltage" + phase, "V"));
      FIELDS.put("active_current" + phase + "_a", List.of("current" + phase, "A"));
      FIELDS.put("voltage_sag" + phase + "_count", List.of("voltage_sags" + phase, ""));
      FIELDS.put("voltage_swell" + phase + "_count", List.of("voltage_swells" + phase, ""));
    }
    FIELDS.put("active_frequency_hz", List.of("frequency", "Hz"));
    FIELDS.put("any_power_fail_count", List.of("power_failures", ""));
    FIELDS.put("long_power_fail_count", List.of("long_power_failures", ""));
  }

  @TempDir Path folder;

  @Test
  void theClientReadsWhatIsInTheJournal() throws Exception {
    NodePackages node = NodePackages.install("homewizard-energy-api", "1.5.0");
    Map<String, Integer> ports = new LinkedHashMap<>();
    FourMeters home =
        FourMeters.only(folder)
            .meter("p1", "driver: p1-dtr, link: \"emulator:p1\"")
            .meter(
                "main",
                "driver: omnipower-dlms, link: \"emulator:omnipower?encrypted=false&load=6\","
                    + " options: { energy-scale: 10 }")
            .meter(
                "old",
                "driver: multical-kmp, link: \"emulator:multical?model=382\", options: { supply:"
                    + " mains, interval: 5s, model: 382 }")
            .meter(
                "warm",
                "driver: multical-kmp, link: \"emulator:multical?model=403\", options: { supply:"
                    + " mains, interval: 5s, model: 403 }")
            .with("outputs:");
    for (String meter : List.of("main", "p1", "old")) {
      ports.put(meter, FreePorts.take());
      home.with(
          "  api-%s: { type: local-api, meter: %s, listen: \"127.0.0.1:%d\"%s }"
              .formatted(
                  meter, meter, ports.get(meter), meter.equals("main") ? ", channels: warm" : ""));
    }
    List<Object> all;
    try (GatewayProcess gateway = GatewayProcess.run(home.write())) {
      Await.until("the first channel", LIMIT, () -> data(ports.get("main")).contains("heat_meter"));
      Await.until("energy", LIMIT, () -> data(ports.get("main")).contains("total_power_import"));
      Await.until("gas", LIMIT, () -> data(ports.get("p1")).contains("total_gas_m3"));
      Await.until("the 382", LIMIT, () -> data(ports.get("old")).contains("active_power_w"));
      String[] urls =
          ports.values().stream().map(port -> "http://127.0.0.1:" + port).toArray(String[]::new);
      String said = node.script(READ, urls);
      all = list(JsonTree.object(said).get("all"));
      gateway.terminate();
    }
    try (Journal journal =
        Journal.open(new JournalSettings(GatewayFile.journal(folder)), new SystemTime())) {
      List<Reading> stored =
          journal.readings().readAfter(0, 100_000).stream().map(StoredReading::reading).toList();
      int number = 0;
      Set<Object> serials = new TreeSet<>();
      for (String meter : ports.keySet()) {
        Map<String, Object> read = map(all.get(number++));
        compare(stored, meter, map(read.get("data")));
        assertTrue(read.get("telegram").toString().contains("1-0:1.7.0("), meter);
        serials.add(map(read.get("info")).get("serial").toString());
      }
      assertEquals(3, serials.size());
    }
  }

  private static String data(int port) throws Exception {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/data");
      return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return ""; // not opened yet
    }
  }

  private static void compare(List<Reading> stored, String meter, Map<String, Object> data) {
    List<String> wrong = new ArrayList<>();
    data.forEach(
        (field, value) -> {
          if (NOT_STORED.contains(field)) {
            return;
          }
          List<String> source = FIELDS.get(field);
          if (source == null) {
            wrong.add(field + " is no field that is known");
          } else if (!isStored(stored, meter, source, new BigDecimal(value.toString()))) {
            wrong.add(field + " " + value + " is not in the journal");
          }
        });
    assertEquals(List.of(), wrong, meter + ": " + data);
    assertTrue(data.containsKey("active_power_w"), data.toString());
    assertTrue(data.containsKey("active_power_l1_w") || meter.equals("old"), data.toString());
    assertTrue(data.containsKey("active_current_l1_a") || meter.equals("old"), data.toString());
    if (!meter.equals("old")) {
      channels(stored, meter.equals("main") ? "warm" : "p1-gas", list(data.get("external")));
    }
  }

  /** Powers are signed here: import less export of one reading. */
  private static boolean isStored(
      List<Reading> stored, String meter, List<String> source, BigDecimal value) {
    String quantity = source.get(0);
    Unit unit = source.get(1).isEmpty() ? Unit.NONE : new Unit(source.get(1), source.get(1));
    return stored.stream()
        .filter(reading -> reading.meter().displayName().equals(meter))
        .anyMatch(
            reading ->
                number(reading, quantity, unit)
                    .filter(number -> number.compareTo(value) == 0)
                    .isPresent());
  }

  private static Optional<BigDecimal> number(Reading reading, String quantity, Unit unit) {
    Optional<BigDecimal> own = own(reading, quantity, unit);
    if (own.isPresent()) {
      return own;
    }
    if (quantity.startsWith("power_net")) {
      Optional<BigDecimal> in = own(reading, quantity.replace("net", "import"), unit);
      Optional<BigDecimal> out = own(reading, quantity.replace("net", "export"), unit);
      return in.map(it -> it.subtract(out.orElse(BigDecimal.ZERO)));
    }
    if (quantity.endsWith("_t1")) { // of a meter without tariffs: its total
      return own(reading, quantity.replace("_t1", ""), unit);
    }
    Optional<BigDecimal> first = own(reading, quantity + "_t1", unit);
    Optional<BigDecimal> second = own(reading, quantity + "_t2", unit);
    return first.flatMap(it -> second.map(it::add));
  }

  private static Optional<BigDecimal> own(Reading reading, String quantity, Unit unit) {
    return reading
        .measurement(quantity)
        .filter(it -> it.value() instanceof Value.Decimal)
        .map(it -> converted(it, unit));
  }

  private static BigDecimal converted(Measurement measurement, Unit unit) {
    BigDecimal number = ((Value.Decimal) measurement.value()).number();
    return Units.isPossible(measurement.unit(), unit)
        ? Units.convert(number, measurement.unit(), unit)
        : number;
  }

  private static void channels(List<Reading> stored, String meter, List<Object> external) {
    assertEquals(1, external.size());
    Map<String, Object> channel = map(external.get(0));
    boolean heat = meter.equals("warm");
    assertEquals(heat ? "heat_meter" : "gas_meter", channel.get("type"));
    BigDecimal value = new BigDecimal(channel.get("value").toString());
    assertTrue(
        isStored(
            stored,
            meter,
            List.of(heat ? "heat_energy" : "gas_volume", heat ? GIGAJOULE.ascii() : "m3"),
            value),
        channel.toString());
    assertTrue(channel.get("unique_id").toString().matches("[0-9a-f]{24}"), channel.toString());
    assertTrue(channel.get("timestamp").toString().matches("\\d{12}"), channel.toString());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object part) {
    return (Map<String, Object>) part;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object part) {
    return (List<Object>) part;
  }
}
