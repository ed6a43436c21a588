// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.rollup.Sample;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** Journals written by older programs. */
class MigrationTest {
  private static final int READINGS = 3 * 360 + 1;
  private static final long START = Instant.parse("2026-01-07T12:00:00Z").toEpochMilli();

  @TempDir Path folder;

  /** As version 1 wrote it: a counter in units of 10 Wh, read every 10 s. */
  private Path journalOfVersion1() throws Exception {
    Path path = folder.resolve("journal.db");
    try (Connection c = PlainSql.connect(path)) {
      migrate(c, 1);
      for (String statement :
          List.of(
              "INSERT INTO boot VALUES (1, 'boot-0')",
              "INSERT INTO meter VALUES (1, 'electricity', '', '4711', 1081)",
              "INSERT INTO series VALUES (1, 1, 'energy_import', 'COUNTER', 'ENERGY', 'Energy')",
              "INSERT INTO shape VALUES (1, 'NONE', NULL)",
              "INSERT INTO shape_item VALUES (1, 0, 'energy_import', 'COUNTER', 'ENERGY',"
                  + " 'Energy', 'Wh', 'Wh', '1.1.1.8.0.255', 'DECIMAL', 1, 0, 10, 0)",
              "INSERT INTO cursor VALUES ('home', 7)")) {
        Database.execute(c, statement);
      }
      insertReadings(c);
    }
    return path;
  }

  /** Runs the statements that migrate the previous version to this one. */
  private static void migrate(Connection c, int version) throws Exception {
    try (var in = Migrations.class.getResourceAsStream("migration-" + version + ".sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String statement : text.strip().split(";\\s*\\R")) {
        Database.execute(c, statement);
      }
    }
    Database.execute(c, "PRAGMA application_id = " + 0x4D544754);
    Database.execute(c, "PRAGMA user_version = " + version);
  }

  private static void insertReadings(Connection c) throws Exception {
    Database.execute(c, "BEGIN");
    try (PreparedStatement insert =
        c.prepareStatement("INSERT INTO reading VALUES (?, 1, 1, 0, ?, NULL, 1, ?, ?)")) {
      for (int i = 0; i < READINGS; i++) {
        ByteSink blob = new ByteSink();
        Varints.putSigned(blob, 1);
        Varints.putSigned(blob, 100_000 + i);
        insert.setInt(1, i + 1);
        insert.setLong(2, START + 10_000L * i);
        insert.setLong(3, 10_000L * i);
        insert.setBytes(4, blob.toArray());
        insert.execute();
      }
    }
    Database.execute(c, "COMMIT");
  }

  @Test
  void opensAJournalOfVersion1AndMakesItsRollUps() throws Exception {
    Path path = journalOfVersion1();
    VirtualTime time = new VirtualTime(Instant.ofEpochMilli(START).plusSeconds(11_000));
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(Migrations.VERSION, PlainSql.number(path, "PRAGMA user_version"));
      assertEquals(READINGS, journal.newestId());
      assertEquals(7, journal.cursor("home").orElseThrow());
      time.pause(Duration.ofSeconds(60));
      journal.tick();
      assertTrue(PlainSql.number(path, "SELECT count(*) FROM rollup_minute") >= 12);
      assertEquals(10_000, PlainSql.number(path, "SELECT usual_ms FROM series"));
      List<Rollup.Counter> hours = new ArrayList<>();
      journal.history(
          history ->
              history.intervals(
                  history.series("electricity"),
                  Instant.ofEpochMilli(START),
                  Instant.ofEpochMilli(START).plusSeconds(3 * 3600),
                  Resolution.HOUR,
                  ZoneOffset.UTC,
                  (series, rollup) -> {
                    assertEquals("Wh", series.unit());
                    hours.add((Rollup.Counter) rollup);
                  }));
      assertEquals(3, hours.size());
      for (Rollup.Counter hour : hours) {
        assertEquals(Optional.of(BigDecimal.valueOf(3600)), hour.delta());
        assertEquals(new BigDecimal("1.000"), hour.coverage());
      }
      assertEquals(READINGS + 1, journal.append(Samples.reading(1)));
    }
  }

  /** No driver of version 2 read a logger, so there are no records to know. */
  @Test
  void opensAJournalOfVersion2AndKnowsEachRecordFromThenOn() throws Exception {
    Path path = journalOfVersion1();
    Reading record = Samples.record(Instant.parse("2025-11-02T00:00:00Z"), 4);
    try (Connection c = PlainSql.connect(path)) {
      migrate(c, 2);
      Database.execute(c, "UPDATE series SET unit = 'Wh', usual_ms = 10000");
    }
    VirtualTime time = new VirtualTime(Instant.ofEpochMilli(START).plusSeconds(11_000));
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(Migrations.VERSION, PlainSql.number(path, "PRAGMA user_version"));
      assertEquals(READINGS, journal.newestId());
      assertEquals(READINGS + 1, journal.append(record));
      assertEquals(0, journal.append(record));
    }
  }

  /** What version 3 stored keeps its times, including kept frames. */
  @Test
  void opensAJournalOfVersion3AndLetsNothingOfItWaitForTheClock() throws Exception {
    Path path = journalOfVersion1();
    try (Connection c = PlainSql.connect(path)) {
      migrate(c, 2);
      migrate(c, 3);
      Database.execute(c, "INSERT INTO logged VALUES (1, 'hour', 1735689600000, x'01')");
      Database.execute(
          c, "INSERT INTO undecoded VALUES (1, 'electricity', " + START + ", 1, 5, 1, x'7E')");
    }
    Path timesync = Files.createDirectory(folder.resolve("timesync"));
    VirtualTime time = new VirtualTime(Instant.ofEpochMilli(START).plusSeconds(11_000));
    JournalSettings settings =
        new JournalSettings(
            path,
            Duration.ofSeconds(60),
            Duration.ofDays(400),
            100_000_000,
            ZoneOffset.UTC,
            new ClockWait(Optional.of(timesync), folder, Duration.ofMinutes(10)));
    try (Journal journal = Journal.openQuiet(settings, time, "boot-1")) {
      assertEquals(Migrations.VERSION, PlainSql.number(path, "PRAGMA user_version"));
      assertEquals(READINGS, journal.newestId());
      assertEquals(READINGS + 1, journal.append(Samples.reading(1)));
      assertEquals(READINGS, journal.newestId(), "the new one waits");
      Files.createFile(timesync.resolve("synchronized"));
      journal.tick();
      assertEquals(READINGS + 1, journal.newestId());
      StoredFrame kept = journal.keptFrames("electricity", journal.kept()).get(0);
      assertEquals(Instant.ofEpochMilli(START), kept.frame().receivedAt());
    }
  }

  /** Version 4 stored each quarter and each hour in its own row. Its readings are deleted. */
  @Test
  void opensAJournalOfVersion4AndShowsWhatItsRollUpsSay() throws Exception {
    Path path = journalOfVersion1();
    long noon = START / Downsampler.QUARTER * Downsampler.QUARTER;
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i <= 36 * 360; i++) {
      samples.add(new Sample(noon + 10_000L * i, BigDecimal.valueOf(10L * i)));
    }
    long end = noon + 36 * Downsampler.HOUR;
    try (Connection c = PlainSql.connect(path)) {
      migrate(c, 2);
      migrate(c, 3);
      migrate(c, 4);
      Database.execute(c, "DELETE FROM reading WHERE id < " + READINGS);
      Database.execute(c, "UPDATE series SET unit = 'Wh', usual_ms = 10000");
      Database.execute(c, "INSERT INTO state VALUES ('', 'rolled', '" + (READINGS + 1) + "')");
      Database.execute(c, "BEGIN");
      try (PreparedStatement insert = c.prepareStatement("INSERT INTO rollup VALUES (1,?,?,?)")) {
        for (long from = noon; from < end; from += Downsampler.QUARTER) {
          insert(
              insert,
              1,
              from,
              Downsampler.counters(samples, 10_000, 60_000, from, from + Downsampler.QUARTER));
        }
        for (long from = noon; from < end; from += Downsampler.HOUR) {
          insert(
              insert,
              60,
              from,
              Downsampler.counters(
                  samples, 10_000, Downsampler.HOUR, from, from + Downsampler.HOUR));
        }
      }
      Database.execute(c, "COMMIT");
    }
    VirtualTime time = new VirtualTime(Instant.ofEpochMilli(end));
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(Migrations.VERSION, PlainSql.number(path, "PRAGMA user_version"));
      assertEquals(
          2, PlainSql.number(path, "SELECT count(*) FROM rollup_day"), "the day that is over");
      for (Resolution resolution :
          List.of(Resolution.MINUTE, Resolution.QUARTER, Resolution.HOUR)) {
        List<Rollup> found = new ArrayList<>();
        journal.history(
            history ->
                history.intervals(
                    history.series("electricity"),
                    Instant.ofEpochMilli(noon),
                    Instant.ofEpochMilli(end),
                    resolution,
                    ZoneOffset.UTC,
                    (series, rollup) -> found.add(rollup)));
        assertEquals(Downsampler.counters(samples, 10_000, resolution.millis(), noon, end), found);
      }
    }
  }

  private static void insert(PreparedStatement insert, int step, long from, List<Rollup> list)
      throws Exception {
    insert.setInt(1, step);
    insert.setLong(2, from / Downsampler.MINUTE);
    ByteSink blob = new ByteSink();
    Varints.putSigned(blob, 0);
    BigInteger before = BigInteger.ZERO;
    for (Rollup rollup : list) {
      Rollup.Counter counter = (Rollup.Counter) rollup;
      Varints.putUnsigned(blob, 0);
      Varints.putUnsigned(blob, rollup.to() - rollup.from() - rollup.covered());
      Varints.putUnsigned(blob, rollup.readings());
      Varints.putUnsigned(blob, 5);
      for (Boundary boundary : List.of(counter.first(), counter.last())) {
        BigInteger value = boundary.value().unscaledValue();
        Varints.putSigned(blob, value.subtract(before));
        before = value;
      }
    }
    insert.setBytes(3, blob.toArray());
    insert.execute();
  }

  @Test
  void aReaderSaysThatAJournalOfVersion1IsTooOldAndLeavesItAlone() throws Exception {
    Path path = journalOfVersion1();
    JournalException e = assertThrows(JournalException.class, () -> JournalReader.open(path));
    assertTrue(e.getMessage().contains("start the gateway once"), e.getMessage());
    assertEquals(1, PlainSql.number(path, "PRAGMA user_version"));
  }
}
