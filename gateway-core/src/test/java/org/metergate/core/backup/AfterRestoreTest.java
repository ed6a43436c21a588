// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.config.Redaction;
import org.metergate.core.validation.CounterValidators;
import org.metergate.counter.DecisionRefused;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputRunner;
import org.metergate.output.OutputTypes;
import org.metergate.output.influxdb.InfluxOutputType;
import org.metergate.output.mqtt.MqttOutputType;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.Await;
import org.metergate.testing.JsonTree;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.ServerProcess;
import org.metergate.time.VirtualTime;

/**
 * A house of which a backup is made; two hours later its card dies, and the backup is restored on
 * another one. A real broker and a real database get everything before and after.
 */
@Tag("broker")
@Tag("servers")
@Timeout(180)
class AfterRestoreTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Quantity VOLUME =
      new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume");

  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(START);
  private final List<OutputRunner> runners = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private Journal journal;
  private CounterValidators counters;
  private int number;

  /** Pulses that the meter has given, and those that the gateway has counted. */
  private long pulses = 100_000;

  private long counted = 100_000;

  private void open(Path config) throws Exception {
    Path path = config.resolveSibling("journal.db");
    journal = Journal.open(new JournalSettings(path, Duration.ofSeconds(60)), time);
    counters = new CounterValidators(journal, time);
    OutputTypes types = new OutputTypes(List.of(new InfluxOutputType(), new MqttOutputType()));
    OutputContext context = new OutputContext("attic", meter -> EVERY, time, ZoneOffset.UTC);
    runners.clear();
    for (Output output : types.create(GatewayConfig.load(config).outputs(), context)) {
      OutputRunner runner = new OutputRunner(output, journal, time, (name, finding, change) -> {});
      runner.step();
      runners.add(runner);
    }
  }

  /** Both meters for a while: electricity at each step, water once a minute with a pulse each. */
  private void live(Duration length) throws Exception {
    for (long i = 0; i < length.dividedBy(EVERY); i++) {
      time.pause(EVERY);
      number++;
      store(
          reading(
              MeterRef.of("el", "4711"),
              Measurement.decimal(Quantities.ENERGY_IMPORT, energy(time.now()), Unit.WH, "1.8.0")));
      if (number % 6 == 0) {
        pulses++;
        counted++;
        journal
            .states()
            .of("water", "total-volume-m3")
            .put("1 " + counted + " 0 0 100 @ " + time.now());
        store(
            reading(
                MeterRef.of("water", ""),
                Measurement.decimal(VOLUME, BigDecimal.valueOf(counted, 2), Unit.M3, "1")));
      }
      if (number % 30 == 0) {
        deliver();
      }
    }
    deliver();
    journal.rollUp();
  }

  /** The meter counts also while nobody reads it. */
  private static BigDecimal energy(Instant at) {
    return BigDecimal.valueOf(5_000_000 + Duration.between(START, at).toSeconds());
  }

  private Reading reading(MeterRef meter, Measurement measurement) {
    return new Reading(
        meter, number, Origin.LIVE, time.now(), Optional.empty(), List.of(measurement));
  }

  private void store(Reading reading) throws Exception {
    Reading checked =
        counters.of(reading.meter()).check(reading, finding -> findings.add(id(finding)));
    journal.readings().append(checked);
  }

  private static String id(Finding finding) {
    return finding.code().id();
  }

  private void deliver() throws Exception {
    for (OutputRunner runner : runners) {
      Await.until(
          "all is delivered",
          Duration.ofSeconds(30),
          () -> {
            while (runner.step().isZero()) {
              continue;
            }
            return runner.health().queued() == 0;
          });
    }
  }

  private void close() {
    runners.forEach(OutputRunner::close);
    journal.close();
  }

  private static Map<Long, List<String>> bySequence(List<MqttSubscriber.Message> messages) {
    Map<Long, List<String>> all = new TreeMap<>();
    for (MqttSubscriber.Message message : messages) {
      Matcher seq = SEQ.matcher(message.payload());
      if (!message.retained() && seq.find() && message.topic().matches(".*/(state|backlog)")) {
        all.computeIfAbsent(Long.valueOf(seq.group(1)), key -> new ArrayList<>())
            .add(message.topic() + " " + message.payload());
      }
    }
    return all;
  }

  @Test
  void noNumberIsUsedTwiceNoCounterFallsAndExactlyTheTimeBetweenIsMissing() throws Exception {
    Path house = Files.createDirectory(folder.resolve("house"));
    try (MosquittoBroker broker = new MosquittoBroker(folder).start();
        ServerProcess influx =
            ServerProcess.influx(Files.createDirectory(folder.resolve("influx"))).start();
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      influx.query("", "CREATE DATABASE home");
      Path config =
          Files.writeString(
              house.resolve("gateway.yaml"),
              """
              gateway: { name: attic }
              meters: { el: { driver: d, link: "tcp:h:1" }, water: { driver: d, link: "tcp:h:2" } }
              outputs:
                home: { type: mqtt, url: "mqtt://127.0.0.1:%d" }
                influx: { type: influxdb, server: influxdb-1, database: home, url: "%s" }
              journal: { path: journal.db }
              """
                  .formatted(broker.port(), influx.url()));
      open(config);
      live(Duration.ofMinutes(40));
      Path backup = folder.resolve("backup.tar");
      Instant copied = time.now();
      long copiedId = journal.readings().newestId();
      BackupContents contents = BackupContents.withoutKeys("attic", config, new Redaction());
      BackupWriter.write(contents, JournalSources.open(journal), backup, false, copied);
      live(Duration.ofHours(2));
      long highest = journal.readings().newestId();
      close();
      Map<Long, List<String>> before = bySequence(subscriber.all());

      time.pause(Duration.ofMinutes(7));
      pulses += 7;
      Path other = Files.createDirectory(folder.resolve("other"));
      Path restoredConfig = other.resolve("gateway.yaml");
      Restore.run(
          backup,
          new Restore.Target(restoredConfig, Optional.empty(), false),
          time.now(),
          step -> {});
      counted = 100_000 + 40; // as the state in the backup says
      Instant begun = time.now().plus(EVERY);
      open(restoredConfig);
      live(Duration.ofMinutes(10));
      assertTrue(findings.contains("total-restored"), findings::toString);
      refusesMeterChange();
      long confirmed = journal.readings().nextId();
      counted = pulses; // metergate adjust
      counters.forget("water");
      assertTrue(counters.confirm("water", "volume"));
      findings.clear();
      live(Duration.ofMinutes(50));
      assertEquals(List.of(), findings);

      Map<Long, List<String>> after = bySequence(subscriber.all());
      requireNoNumberTwice(before, after, copiedId, highest);
      requireCountersGoOn(before, after, confirmed);
      requireGap(copied, begun);
      requireDatabase(influx);
      close();
    }
  }

  private void refusesMeterChange() {
    String sentence =
        org.junit.jupiter.api.Assertions.assertThrows(
                DecisionRefused.class, () -> counters.meterChange("water", true))
            .getMessage();
    assertTrue(sentence.contains("metergate adjust water"), sentence);
  }

  /**
   * What was delivered is repeated with the same number and value at most, and never as present.
   */
  private static void requireNoNumberTwice(
      Map<Long, List<String>> before, Map<Long, List<String>> after, long copiedId, long highest) {
    assertTrue(before.size() > 1000, before.size() + " before");
    assertTrue(after.size() > 400, after.size() + " after");
    for (Map.Entry<Long, List<String>> entry : after.entrySet()) {
      long seq = entry.getKey();
      if (seq <= highest) {
        assertTrue(seq <= copiedId, seq + " is the number of another reading");
        for (String message : entry.getValue()) {
          assertTrue(message.contains("/backlog "), message);
          assertEquals(JsonTree.object(body(message)).get("received"), received(before.get(seq)));
        }
      }
    }
    assertTrue(after.keySet().stream().anyMatch(seq -> seq > highest));
  }

  private static Object received(List<String> messages) {
    return JsonTree.object(body(messages.get(0))).get("received");
  }

  private static String body(String message) {
    return message.substring(message.indexOf(' ') + 1);
  }

  private static void requireCountersGoOn(
      Map<Long, List<String>> before, Map<Long, List<String>> after, long confirmed) {
    TreeMap<Long, List<String>> all = new TreeMap<>(before);
    after.forEach(all::putIfAbsent);
    Map<String, BigDecimal> last = new HashMap<>();
    boolean goesOn = false;
    for (Map.Entry<Long, List<String>> entry : all.entrySet()) {
      String message = entry.getValue().get(0);
      for (String name : List.of("energy_import", "volume")) {
        Matcher value =
            Pattern.compile("\"" + name + "\":\\{?(?:\"value\":)?([0-9.]+)").matcher(message);
        if (value.find()) {
          BigDecimal now = new BigDecimal(value.group(1));
          BigDecimal then = last.put(name, now);
          assertTrue(then == null || now.compareTo(then) >= 0, then + " before " + message);
          boolean water = name.equals("volume");
          assertFalse(
              water && entry.getKey() > 1L << 40 && entry.getKey() < confirmed,
              "withheld: " + message);
          goesOn |= water && entry.getKey() >= confirmed;
        }
      }
    }
    assertEquals(2, last.size(), last::toString);
    assertTrue(goesOn, "the total is delivered again");
  }

  private void requireGap(Instant copied, Instant begun) throws Exception {
    List<Instant> gaps = new ArrayList<>();
    Instant last = null;
    long after = 0;
    List<StoredReading> page = journal.readings().readAfter(after, 1000);
    while (!page.isEmpty()) {
      for (StoredReading stored : page) {
        if (stored.reading().meter().name().equals("el")) {
          Instant at = stored.reading().receivedAt();
          if (last != null && Duration.between(last, at).compareTo(EVERY) > 0) {
            gaps.add(last);
            gaps.add(at);
          }
          last = at;
        }
        after = stored.id();
      }
      page = journal.readings().readAfter(after, 1000);
    }
    assertEquals(List.of(copied, begun), gaps);
    List<String> invented = new ArrayList<>();
    journal
        .history()
        .intervals(
            journal.history().allSeries(),
            copied.plusSeconds(60),
            begun.minusSeconds(60),
            Resolution.MINUTE,
            ZoneOffset.UTC,
            (series, rollup) -> {
              boolean known =
                  rollup.readings() > 0
                      || rollup instanceof Rollup.Counter counter
                          && counter.first() != null
                          && counter.last() != null;
              boolean inside =
                  rollup.from() > copied.plusSeconds(60).toEpochMilli()
                      && rollup.to() < begun.minusSeconds(60).toEpochMilli();
              if (known && inside) {
                invented.add(series.quantity() + " " + Instant.ofEpochMilli(rollup.from()));
              }
            });
    assertEquals(List.of(), invented);
  }

  /** The database has what the house had sent before its card died, and goes on. */
  private void requireDatabase(ServerProcess influx) throws Exception {
    for (String name : List.of("energy_import", "volume")) {
      String answer = influx.query("home", "SELECT " + name + " FROM metergate ORDER BY time");
      Matcher point = Pattern.compile("\\[(\\d+),([0-9.]+)\\]").matcher(answer);
      BigDecimal last = BigDecimal.ZERO;
      long points = 0;
      long newest = 0;
      while (point.find()) {
        BigDecimal value = new BigDecimal(point.group(2));
        assertTrue(value.compareTo(last) >= 0, name + " fell to " + value + " from " + last);
        last = value;
        newest = Long.parseLong(point.group(1));
        points++;
      }
      boolean water = name.equals("volume");
      assertEquals(water ? 40 + 120 + 50 : (40 + 120 + 60) * 6, points, name);
      assertTrue(time.now().toEpochMilli() - newest < 60_000, name + " ends early");
    }
  }
}
