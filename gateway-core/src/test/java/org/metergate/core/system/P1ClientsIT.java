// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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
 * Two readers of P1 telegrams from npm, each with both profiles of an OMNIPOWER with a MULTICAL as
 * its channel, of a P1 meter with gas, and of a 382, through the running gateway: what they read is
 * what is in the journal.
 */
@Tag("client")
@Timeout(300)
class P1ClientsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> METERS = List.of("home", "p1", "old");
  private static final List<String> PROFILES = List.of("total", "dsmr5");

  /** Reads one whole telegram of each port with both clients. */
  private static final String SCRIPT =
      """
      import net from 'node:net';
      import dsmr from 'dsmr-parser';
      import p1 from 'p1-reader/lib/parsePacket.js';
      console.error = () => {}; // of lines that p1-reader does not know
      const read = (port) => new Promise((done, failed) => {
        let text = '';
        const socket = net.connect(Number(port), '127.0.0.1');
        socket.setTimeout(60000, () => failed(new Error('nothing from ' + port)));
        socket.on('error', failed);
        socket.on('data', (data) => {
          text += data;
          const whole = text.match(/^[^!]*![0-9A-F]{4}\\r\\n/);
          if (whole) {
            socket.destroy();
            done({ text: whole[0], dsmr: dsmr.parse(whole[0]).objects, p1: p1(whole[0]) });
          }
        });
      });
      Promise.all(process.argv.slice(2).map(read))
        .then((all) => console.log(JSON.stringify({ all })))
        .catch((e) => { console.log(e); process.exit(1); });
      """;

  /** What dsmr-parser calls the values. */
  private static final Map<String, String> DSMR = new LinkedHashMap<>();

  static {
    DSMR.put("electricity delivered tariff 0", "energy_import");
    DSMR.put("electricity received tariff 0", "energy_export");
    DSMR.put("electricity delivered tariff 1", "energy_import_t1");
    DSMR.put("electricity delivered tariff 2", "energy_import_t2");
    DSMR.put("electricity received tariff 1", "energy_export_t1");
    DSMR.put("electricity received tariff 2", "energy_export_t2");
    DSMR.put("actual electricity power delivered", "power_import");
    DSMR.put("actual electricity power received", "power_export");
    for (int i = 1; i <= 3; i++) {
      DSMR.put("instantaneous voltage L" + i, "voltage_l" + i);
      DSMR.put("instantaneous current L" + i, "current_l" + i);
      DSMR.put("instantaneous active power L" + i + " delivered", "power_import_l" + i);
      DSMR.put("instantaneous active power L" + i + " received", "power_export_l" + i);
    }
  }

  /**
   * What a client cannot read, and what it makes of it; everything else must be equal. From their
   * sources: p1-reader 2.0.6 lib/parsePacket.js, dsmr-parser 2.1.1 index.js.
   */
  private static final Map<String, Function<BigDecimal, BigDecimal>> CANNOT =
      Map.of(
          "p1-reader: voltage and current",
          whole -> whole.setScale(0, RoundingMode.DOWN),
          "p1-reader: totals 1.8.0 and 2.8.0",
          total -> null,
          "dsmr-parser: the kind of a channel; the first one is its gas",
          any -> any);

  @TempDir Path folder;

  @Test
  void eachClientReadsEachProfileOfEachMeter() throws Exception {
    NodePackages.install("dsmr-parser", "2.1.1");
    NodePackages node = NodePackages.install("p1-reader", "2.0.6");
    Map<String, Integer> ports = new LinkedHashMap<>();
    FourMeters home =
        FourMeters.only(folder)
            .meter("p1", "driver: p1-dtr, link: \"emulator:p1\"")
            .meter(
                "home",
                "driver: omnipower-dlms, link: \"emulator:omnipower?encrypted=false&solar=4\","
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
    for (String meter : METERS) {
      for (String profile : PROFILES) {
        ports.put(meter + " " + profile, FreePorts.take());
        home.with(
            "  "
                + meter
                + "-"
                + profile
                + ": { type: p1-server, meter: "
                + meter
                + ", profile: "
                + profile
                + ", listen: \"127.0.0.1:"
                + ports.get(meter + " " + profile)
                + "\""
                + (meter.equals("home") ? ", channels: warm, heat: yes }" : " }"));
      }
    }
    List<Object> all;
    try (GatewayProcess gateway = GatewayProcess.run(home.write())) {
      for (Map.Entry<String, Integer> port : ports.entrySet()) {
        Await.until(port.getKey() + " is served", LIMIT, () -> isComplete(port));
      }
      String[] arguments = ports.values().stream().map(String::valueOf).toArray(String[]::new);
      all = list(JsonTree.object(node.script(SCRIPT, arguments)).get("all"));
      gateway.terminate();
    }
    try (Journal journal =
        Journal.open(new JournalSettings(GatewayFile.journal(folder)), new SystemTime())) {
      int number = 0;
      for (String port : ports.keySet()) {
        compare(journal, port, map(all.get(number++)));
      }
    }
  }

  /** Whether the telegram has all that the meter will ever show. */
  private static boolean isComplete(Map.Entry<String, Integer> port) {
    try (Socket socket = new Socket("127.0.0.1", port.getValue())) {
      socket.setSoTimeout(2000);
      byte[] bytes = socket.getInputStream().readNBytes(150);
      StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.US_ASCII));
      for (int c = bytes.length < 150 ? -1 : 0; c >= 0 && text.indexOf("!") < 0; ) {
        c = socket.getInputStream().read();
        text.append((char) c);
      }
      boolean channel = port.getKey().startsWith("old") || text.indexOf(":24.2.1(") > 0;
      return text.indexOf("1-0:1.7.0(") > 0 && channel;
    } catch (IOException e) {
      return false;
    }
  }

  private static void compare(Journal journal, String port, Map<String, Object> read)
      throws Exception {
    String meter = port.split(" ")[0];
    boolean tariffs = port.endsWith("dsmr5");
    String text = (String) read.get("text");
    Instant second =
        LocalDateTime.parse(
                text.replaceAll("(?s).*0-0:1\\.0\\.0\\((\\d{12})[SW].*", "$1"),
                DateTimeFormatter.ofPattern("yyMMddHHmmss"))
            .atZone(ZoneId.systemDefault())
            .toInstant();
    Map<String, Object> dsmr = map(read.get("dsmr"));
    Map<String, BigDecimal> found = new TreeMap<>();
    DSMR.forEach((key, name) -> number(dsmr.get(key)).ifPresent(it -> found.put(name, it)));
    List<Map<String, BigDecimal>> shown =
        stored(journal, meter, second).stream().map(values -> shown(values, tariffs)).toList();
    Map<String, BigDecimal> expected =
        shown.stream().filter(found::equals).findFirst().orElse(shown.get(shown.size() - 1));
    assertEquals(expected, found, port + "\n" + text);
    assertTrue(found.containsKey("power_import"), text);
    assertTrue(meter.equals("home") || found.containsKey("energy_import"), text);
    compareP1(map(read.get("p1")), expected, text);
    if (!meter.equals("old")) {
      channel(journal, meter, dsmr, text);
    }
  }

  /** What a profile has of the values of a meter. */
  private static Map<String, BigDecimal> shown(Map<String, BigDecimal> stored, boolean tariffs) {
    Map<String, BigDecimal> shown = new TreeMap<>(stored);
    shown.keySet().removeIf(name -> !tariffs && name.matches("energy_.*_t\\d"));
    for (String total : List.of("energy_import", "energy_export")) {
      if (tariffs && shown.containsKey(total)) {
        shown.putIfAbsent(total + "_t1", shown.get(total));
      }
    }
    return shown;
  }

  private static void compareP1(
      Map<String, Object> read, Map<String, BigDecimal> expected, String text) {
    Map<String, BigDecimal> found = new TreeMap<>();
    Map<String, Object> electricity = map(read.get("electricity"));
    Map<String, String> ways = Map.of("received", "import", "delivered", "export");
    ways.forEach(
        (theirs, ours) -> {
          Map<String, Object> way = map(electricity.get(theirs));
          reading(way.get("actual")).ifPresent(it -> found.put("power_" + ours, it));
          reading(way.get("tariff1")).ifPresent(it -> found.put("energy_" + ours + "_t1", it));
          reading(way.get("tariff2")).ifPresent(it -> found.put("energy_" + ours + "_t2", it));
        });
    Map<String, Object> now = map(electricity.get("instantaneous"));
    Map<String, Object> power = map(now.get("power"));
    for (int i = 1; i <= 3; i++) {
      String l = "L" + i;
      String name = "_l" + i;
      reading(map(now.get("voltage")).get(l)).ifPresent(it -> found.put("voltage" + name, it));
      reading(map(now.get("current")).get(l)).ifPresent(it -> found.put("current" + name, it));
      reading(map(power.get("positive")).get(l))
          .ifPresent(it -> found.put("power_import" + name, it));
      reading(map(power.get("negative")).get(l))
          .ifPresent(it -> found.put("power_export" + name, it));
    }
    Map<String, BigDecimal> readable = new TreeMap<>();
    expected.forEach(
        (name, value) -> {
          BigDecimal seen =
              name.matches("energy_import|energy_export")
                  ? CANNOT.get("p1-reader: totals 1.8.0 and 2.8.0").apply(value)
                  : name.matches("(voltage|current)_l.")
                      ? CANNOT.get("p1-reader: voltage and current").apply(value)
                      : value;
          if (seen != null) {
            readable.put(name, plain(seen));
          }
        });
    assertEquals(readable, found, text);
  }

  /** The first channel is what dsmr-parser calls gas. */
  private static void channel(Journal journal, String meter, Map<String, Object> dsmr, String text)
      throws Exception {
    boolean heat = meter.equals("home");
    String name = heat ? "warm" : "p1-gas";
    String quantity = heat ? "heat_energy" : "gas_volume";
    Unit unit = heat ? new Unit("GJ", "GJ") : Unit.M3;
    BigDecimal found = number(dsmr.get("gas delivered")).orElseThrow();
    List<BigDecimal> stored =
        journal.readings().readAfter(0, 100_000).stream()
            .map(StoredReading::reading)
            .filter(reading -> reading.meter().displayName().equals(name))
            .flatMap(reading -> reading.measurement(quantity).stream())
            .map(m -> plain(Units.convert(((Value.Decimal) m.value()).number(), m.unit(), unit)))
            .toList();
    assertTrue(stored.contains(found), found + " is none of " + stored + "\n" + text);
    assertTrue(text.contains(heat ? ":24.1.0(004)" : ":24.1.0(003)"), text);
  }

  /**
   * The newest value of each quantity, in the units of P1, after each reading of a second: on a
   * busy machine one is late, and two come in the same second.
   */
  private static List<Map<String, BigDecimal>> stored(Journal journal, String meter, Instant second)
      throws Exception {
    Map<String, BigDecimal> values = new TreeMap<>();
    List<Map<String, BigDecimal>> all = new ArrayList<>();
    for (StoredReading one : journal.readings().readAfter(0, 100_000)) {
      Reading reading = one.reading();
      if (reading.meter().displayName().equals(meter)
          && reading.receivedAt().isBefore(second.plusSeconds(1))) {
        reading.measurements().forEach(m -> put(values, m));
        if (!reading.receivedAt().isBefore(second)) {
          all.add(withTotals(values));
        }
      }
    }
    assertTrue(!all.isEmpty(), meter + " has no reading of " + second);
    return all;
  }

  private static Map<String, BigDecimal> withTotals(Map<String, BigDecimal> values) {
    Map<String, BigDecimal> more = new TreeMap<>(values);
    if (!values.containsKey("energy_import") && values.containsKey("energy_import_t2")) {
      for (String total : List.of("energy_import", "energy_export")) {
        more.put(total, plain(values.get(total + "_t1").add(values.get(total + "_t2"))));
      }
    }
    return more;
  }

  private static void put(Map<String, BigDecimal> values, Measurement measurement) {
    String name = measurement.quantity().name();
    if (DSMR.containsValue(name) && measurement.value() instanceof Value.Decimal decimal) {
      Unit unit =
          name.startsWith("energy")
              ? Unit.KWH
              : name.startsWith("power") ? Unit.KW : measurement.unit();
      values.put(name, plain(Units.convert(decimal.number(), measurement.unit(), unit)));
    }
  }

  private static Optional<BigDecimal> reading(Object part) {
    return part == null ? Optional.empty() : number(map(part).get("reading"));
  }

  private static Optional<BigDecimal> number(Object value) {
    return value == null ? Optional.empty() : Optional.of(plain(new BigDecimal(value.toString())));
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
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
