// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.config.JournalConfig;
import org.metergate.config.Location;
import org.metergate.config.MeterConfig;
import org.metergate.core.demo.DemoHistory;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.journal.History;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalReader;
import org.metergate.journal.JournalSettings;
import org.metergate.rollup.Resolution;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

/** The past of the demo, of every emulated meter, as its driver reads it. */
class DemoHistoryTest {
  private static final Instant FROM = Instant.parse("2026-11-20T09:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-20T10:02:40Z");
  private static final Duration EVERY = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final Installation installation = Installation.load(new PrintWriter(new StringWriter()));

  private GatewayConfig config() throws Exception {
    List<MeterConfig> meters = new ArrayList<>();
    for (EmulatorProvider emulator : installation.plugins().emulators()) {
      String id = emulator.info().id();
      meters.add(
          new MeterConfig(
              id,
              emulator.info().driver(),
              LinkUri.parse("emulator:" + id),
              emulator.driverOptions(Options.of(emulator.info().options(), Map.of())),
              new Location(Path.of("demo"), 0, "meters." + id)));
    }
    return new GatewayConfig(
        Path.of("demo"),
        "demo",
        ZoneOffset.UTC,
        meters,
        List.of(),
        new JournalConfig(
            folder.resolve("journal.db"),
            Duration.ofSeconds(60),
            JournalConfig.KEEP_RAW,
            JournalConfig.MAX_SIZE,
            Duration.ZERO),
        Optional.empty(),
        List.of());
  }

  private void write(Instant from, Instant to) throws Exception {
    GatewayConfig config = DemoCommand.slow(config(), installation);
    VirtualTime now = new VirtualTime(to);
    GatewayPlan plan = GatewayPlan.of(config, installation.plugins(), now);
    JournalSettings settings = new JournalSettings(config.journal().path());
    assertTrue(new DemoHistory(from, to, EVERY).write(plan.links(), settings, now) > 0);
  }

  private Map<String, List<Instant>> times(Instant from, Instant to) throws Exception {
    Map<String, List<Instant>> times = new TreeMap<>();
    Map<String, BigDecimal> counters = new HashMap<>();
    try (JournalReader reader = JournalReader.open(folder.resolve("journal.db"))) {
      var history = reader.history(ZoneOffset.UTC);
      for (String meter : history.meters()) {
        history.readings(
            meter,
            from,
            to.plusSeconds(60),
            (at, stored) -> {
              times.computeIfAbsent(meter, m -> new ArrayList<>()).add(at);
              for (Measurement one : stored.reading().measurements()) {
                if (one.quantity().kind() == Quantity.Kind.COUNTER) {
                  assertTrue(one.value() instanceof Value.Decimal, meter + " is not known: " + one);
                  Value.Decimal value = (Value.Decimal) one.value();
                  String name = meter + " " + one.quantity().name();
                  BigDecimal before = counters.put(name, value.number());
                  assertTrue(
                      before == null || before.compareTo(value.number()) <= 0,
                      name + " fell from " + before + " to " + value.number());
                }
              }
            });
      }
    }
    return times;
  }

  @Test
  void eachMeterHasAReadingEachFewMinutesUpToNowAndItsCountersAreKnownAndGoOn() throws Exception {
    write(FROM, TO);
    Map<String, List<Instant>> first = times(FROM, TO);
    assertEquals(
        List.of("multical", "omnipower", "p1", "p1-gas", "pulse"), List.copyOf(first.keySet()));
    first.forEach(
        (meter, times) -> {
          assertTrue(times.size() >= 12 && times.size() <= 80, meter + ": " + times.size());
          Instant last = times.get(times.size() - 1);
          Duration age = Duration.between(last, TO);
          assertTrue(age.compareTo(EVERY) <= 0, meter + " ends " + age + " ago");
        });
    write(TO, TO.plusSeconds(1200));
    times(FROM, TO.plusSeconds(1200))
        .forEach((meter, times) -> assertTrue(times.size() > first.get(meter).size(), meter));
  }

  /** A meter that sends each second from now on was not silent for days. */
  @Test
  void thePastHasNoGapsThoughTheMetersSendMoreOftenNow() throws Exception {
    Instant from = FROM.minus(Duration.ofHours(4));
    write(from, TO);
    VirtualTime time = new VirtualTime(TO);
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time)) {
      Reading last = journal.readings().newestOf("p1").orElseThrow().reading();
      for (int i = 1; i <= 40; i++) {
        time.pause(Duration.ofSeconds(1));
        journal
            .readings()
            .append(
                new Reading(
                    last.meter(),
                    last.telegram() + i,
                    last.origin(),
                    time.now(),
                    Optional.empty(),
                    last.measurements()));
      }
    }
    try (JournalReader reader = JournalReader.open(folder.resolve("journal.db"))) {
      History history = reader.history(ZoneOffset.UTC);
      List<BigDecimal> coverages = new ArrayList<>();
      history.intervals(
          history.series("p1"),
          from.plus(Duration.ofMinutes(15)),
          from.plus(Duration.ofHours(2)),
          Resolution.QUARTER,
          ZoneOffset.UTC,
          (series, rollup) -> coverages.add(rollup.coverage()));
      assertTrue(coverages.size() > 10, "so few: " + coverages);
      assertTrue(coverages.stream().allMatch(one -> one.doubleValue() > 0.9), "" + coverages);
    }
  }
}
