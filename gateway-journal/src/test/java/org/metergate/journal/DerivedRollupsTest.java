// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.journal.rollup.RollupAudit;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.rollup.Sample;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

/** Totals and net powers in roll-ups are right or absent, never wrong. */
class DerivedRollupsTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final MeterRef METER = MeterRef.of("electricity", "1");
  private static final int STEP = 30;
  private static final String TOTAL = "energy_import=energy_import_t1+energy_import_t2";
  private static final String NET = "power=power_import-power_export";

  @TempDir Path folder;
  private Path path;
  private VirtualTime time;
  private Journal journal;
  private MeterRef meter = METER;

  /** What each derived series must consist of: by meter number and name. */
  private final Map<String, List<Sample>> expected = new TreeMap<>();

  private final Map<String, BigDecimal> now = new LinkedHashMap<>();

  @BeforeEach
  void start() throws Exception {
    path = folder.resolve("journal.db");
    begin(Instant.parse("2026-01-07T00:00:00Z"));
  }

  private void begin(Instant start) throws Exception {
    time = new VirtualTime(start);
    journal = open();
  }

  private Journal open() throws JournalException {
    JournalSettings settings =
        new JournalSettings(path, Duration.ofSeconds(60), Duration.ofDays(400), 100_000_000, ZONE);
    return Journal.openQuiet(settings, time, "boot-1");
  }

  private static Measurement measurement(String name, BigDecimal number) {
    boolean energy = name.startsWith("energy");
    return new Measurement(
        new Quantity(
            name,
            energy ? Kind.COUNTER : Kind.GAUGE,
            energy ? Dimension.ENERGY : Dimension.POWER,
            name),
        new Value.Decimal(number),
        energy ? Unit.KWH : Unit.KW,
        name,
        null,
        null);
  }

  /** Stores what the meter shows now, without some quantities. */
  private long send(Set<String> without) throws Exception {
    List<Measurement> list = new ArrayList<>();
    now.forEach(
        (name, number) -> {
          if (!without.contains(name)) {
            list.add(measurement(name, number));
          }
        });
    Instant at = time.now();
    long id =
        journal
            .readings()
            .append(
                new Reading(
                    meter,
                    1,
                    Origin.LIVE,
                    at,
                    Optional.of(MeterTime.local(LocalDateTime.ofInstant(at, ZONE))),
                    list));
    time.pause(Duration.ofSeconds(STEP));
    if (id % 7 == 0) {
      journal.tick();
    }
    return id;
  }

  private void expect(String series, Instant at, BigDecimal number) {
    expected
        .computeIfAbsent(meter.identifier() + " " + series, name -> new ArrayList<>())
        .add(new Sample(at.toEpochMilli(), number));
  }

  private void grow(Random random) {
    for (String name : List.of("energy_import_t1", "energy_import_t2")) {
      now.merge(name, BigDecimal.valueOf(random.nextInt(9), 3), BigDecimal::add);
    }
    now.put("power_import", BigDecimal.valueOf(random.nextInt(3000), 3));
    now.put("power_export", BigDecimal.valueOf(random.nextInt(3000), 3));
  }

  private BigDecimal sum() {
    return now.get("energy_import_t1").add(now.get("energy_import_t2"));
  }

  private BigDecimal net() {
    return now.get("power_import").subtract(now.get("power_export"));
  }

  @ParameterizedTest
  @CsvSource({"2026-03-28T21:00:00Z, 1", "2026-10-24T20:00:00Z, 2", "2026-10-24T20:00:00Z, 3"})
  void areRightOrAbsentOverADayOfAClockChange(Instant start, int seed) throws Exception {
    journal.close();
    path = folder.resolve("night.db");
    begin(start);
    Random random = new Random(seed);
    now.put("energy_import_t1", new BigDecimal("7337.601"));
    now.put("energy_import_t2", new BigDecimal("12760.342"));
    int telegrams = 28 * 3600 / STEP;
    int change = telegrams * 2 / 3;
    int held = telegrams / 4 + random.nextInt(100);
    int released = held + 200 + random.nextInt(100);
    CounterRules rules = CounterRules.PLAIN;
    BigDecimal offset = BigDecimal.ZERO;
    for (int i = 0; i < telegrams; i++) {
      if (i == change) {
        meter = MeterRef.of("electricity", "2");
        now.put("energy_import_t1", new BigDecimal("0.000"));
        now.put("energy_import_t2", new BigDecimal("0.000"));
        offset = BigDecimal.ZERO;
      }
      if (i == held) {
        rules = rules.with(new CounterRule(journal.readings().nextId(), 0, true, Map.of()));
        journal.rules().put(meter, rules, 0);
      }
      if (i == released) {
        offset = new BigDecimal("100.000");
        long id = journal.readings().nextId();
        Map<String, BigDecimal> offsets = Map.of("energy_import_t1", offset);
        rules = rules.with(new CounterRule(id, 0, false, offsets));
        journal.rules().put(meter, rules, 0);
      }
      if (i == released + 300) {
        journal.close();
        journal = open();
      }
      grow(random);
      Set<String> without = new TreeSet<>();
      if (i > 10 && random.nextInt(30) == 0) {
        without.add(random.nextBoolean() ? "energy_import_t1" : "energy_import_t2");
      }
      if (i > 10 && random.nextInt(40) == 0) {
        without.add("power_export");
      }
      boolean isHeld = i >= held && i < released;
      if (without.stream().noneMatch(name -> name.startsWith("energy")) && !isHeld) {
        expect(TOTAL, time.now(), sum().add(offset));
      }
      if (!without.contains("power_export")) {
        expect(NET, time.now(), net());
      }
      send(without);
    }
    compare(start);
    for (int i = 0; i < 5; i++) {
      time.pause(Duration.ofMinutes(5));
      journal.tick();
    }
    journal.close();
    try (JournalReader reader = JournalReader.open(path);
        Connection file = DriverManager.getConnection("jdbc:sqlite:" + path)) {
      compare(reader.history(ZONE), start);
      assertEquals(Set.of(), RollupAudit.disagreements(file, ZONE));
    }
  }

  private void compare(Instant start) throws JournalException {
    compare(journal.history(), start);
  }

  private void compare(History history, Instant start) throws JournalException {
    Map<Long, String> names = new HashMap<>();
    List<Series> derived =
        history.seriesWithDerived("electricity").stream().filter(Series::isDerived).toList();
    derived.forEach(one -> names.put(one.id(), name(one)));
    assertEquals(expected.keySet(), new TreeSet<>(names.values()));
    Instant from = start.minusSeconds(100_000);
    Instant to = start.plusSeconds(300_000);
    for (Resolution every : List.of(Resolution.QUARTER, Resolution.HOUR, Resolution.DAY)) {
      List<String> found = new ArrayList<>();
      history.intervals(
          derived, from, to, every, ZONE, (series, r) -> found.add(name(series) + text(r)));
      List<String> wanted = new ArrayList<>();
      for (Series series : derived) {
        PlainRollups plain = new PlainRollups(expected.get(name(series)), STEP * 1000);
        long begin = every.start(from.toEpochMilli(), ZONE);
        while (begin < to.toEpochMilli()) {
          long end = every.end(begin, ZONE);
          Optional<Rollup> one =
              series.isCounter() ? plain.counter(begin, end) : plain.gauge(begin, end);
          one.ifPresent(r -> wanted.add(name(series) + text(r)));
          begin = end;
        }
      }
      assertTrue(wanted.size() > 0, "there is something to compare");
      assertEquals(String.join("\n", wanted), String.join("\n", found), every.label());
    }
  }

  private static String name(Series series) {
    return series.meter().identifier() + " " + series.quantity() + "=" + series.formula();
  }

  private static String text(Rollup rollup) {
    String at = " " + Instant.ofEpochMilli(rollup.from()) + " " + rollup.covered() + " ";
    if (rollup instanceof Rollup.Counter c) {
      return at + c.readings() + " " + c.first() + " " + c.last();
    }
    Rollup.Gauge g = (Rollup.Gauge) rollup;
    return at
        + g.readings()
        + " "
        + g.min().stripTrailingZeros()
        + " "
        + g.max().stripTrailingZeros()
        + " "
        + g.integral().stripTrailingZeros();
  }

  /**
   * A tariff that comes late ends the total, which would leap by it; an export changes the power.
   */
  @Test
  void aTariffThatComesLaterEndsTheTotal() throws Exception {
    Random random = new Random(4);
    Instant start = time.now();
    now.put("energy_import_t1", new BigDecimal("1.000"));
    now.put("energy_import_t2", new BigDecimal("2.000"));
    for (int i = 0; i < 300; i++) {
      grow(random);
      send(Set.of("power_export")); // its lists of every hour have the export
      if (i == 200) {
        time.pause(Duration.ofMinutes(30));
        journal.tick();
      }
    }
    assertEquals(Set.of("1 " + TOTAL, "1 power=power_import"), derived());
    now.put("energy_import_t3", new BigDecimal("500.000"));
    for (int i = 0; i < 300; i++) {
      grow(random);
      expect(NET, time.now(), net());
      send(Set.of());
    }
    compare(start);
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + path)) {
      assertEquals(Set.of(), RollupAudit.disagreements(file, ZONE));
    }
  }

  /** A short list every 30 s, and one every hour that shows that the meter has no export. */
  @Test
  void whatFollowsFromAShortListIsFoundWhenALongerOneComes() throws Exception {
    Random random = new Random(8);
    Instant start = time.now();
    for (int i = 0; i < 6 * 3600 / STEP; i++) {
      now.put("power_import", BigDecimal.valueOf(random.nextInt(3000), 3));
      if (i >= 5 * 3600 / STEP && i % 120 == 0) {
        now.put("energy_import", BigDecimal.valueOf(i, 3));
      } else {
        now.remove("energy_import");
      }
      expect("power=power_import", time.now(), now.get("power_import"));
      send(Set.of());
      if (i == 100) {
        assertEquals(Set.of(), derived(), "whether there is an export is not known yet");
      }
    }
    time.pause(Duration.ofMinutes(1));
    journal.tick();
    compare(start);
  }

  @Test
  void aTotalThatTheMeterSendsItselfIsNeverDerivedAgain() throws Exception {
    Random random = new Random(5);
    now.put("energy_import_t1", new BigDecimal("1.000"));
    now.put("energy_import_t2", new BigDecimal("2.000"));
    for (int i = 0; i < 50; i++) {
      grow(random);
      send(Set.of());
    }
    assertEquals(Set.of("1 " + TOTAL, "1 " + NET), derived());
    now.put("energy_import", new BigDecimal("3.500"));
    grow(random);
    send(Set.of());
    assertEquals(Set.of("1 " + NET), derived());
    assertTrue(
        journal.history().series("electricity").stream().noneMatch(Series::isDerived),
        "only what the meter sends");
  }

  private Set<String> derived() throws JournalException {
    Set<String> names = new TreeSet<>();
    journal.history().seriesWithDerived("electricity").stream()
        .filter(Series::isDerived)
        .forEach(one -> names.add(name(one)));
    return names;
  }

  /** As a journal that was written before there were derived series. */
  @Test
  void areFoundInTheReadingsFromBeforeThereWereAny() throws Exception {
    Random random = new Random(6);
    Instant start = time.now();
    now.put("energy_import_t1", new BigDecimal("1.000"));
    now.put("energy_import_t2", new BigDecimal("2.000"));
    // longer than a series whose usual interval is not known yet reaches by itself
    for (int i = 0; i < 8 * 3600 / STEP; i++) {
      grow(random);
      expect(TOTAL, time.now(), sum());
      expect(NET, time.now(), net());
      send(Set.of());
    }
    journal.close();
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement sql = file.createStatement()) {
      String derived = "(SELECT id FROM series WHERE instr(quantity, '=') > 0)";
      sql.execute("DELETE FROM rollup_minute WHERE place % 2147483648 IN " + derived);
      sql.execute("DELETE FROM rollup_day WHERE (place >> 24) % 2147483648 IN " + derived);
      sql.execute("DELETE FROM series WHERE instr(quantity, '=') > 0");
      sql.execute("DELETE FROM state WHERE key = 'rolled-formulas'");
    }
    journal = open();
    assertEquals(Set.of(), derived());
    grow(random);
    expect(TOTAL, time.now(), sum());
    expect(NET, time.now(), net());
    send(Set.of());
    time.pause(Duration.ofMinutes(1));
    journal.tick();
    compare(start);
  }
}
