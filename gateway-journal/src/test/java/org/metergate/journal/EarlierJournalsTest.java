// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.sql.ByteSink;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Varints;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.rollup.Sample;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/**
 * Journals written before the first release: version 5 has the tables of today and is carried over,
 * older ones are refused and not changed. The scripts in the test resources are those of that time.
 */
class EarlierJournalsTest {
  private static final int READINGS = 3 * 360 + 1;
  private static final long START = Instant.parse("2026-01-07T12:00:00Z").toEpochMilli();

  @TempDir Path folder;

  /** A counter in units of 10 Wh, read every 10 s, and what else a journal of a version has. */
  private Path journalOfVersion(int version) throws Exception {
    Path path = folder.resolve("journal-" + version + ".db");
    try (Connection c = PlainSql.connect(path)) {
      Database.execute(c, "PRAGMA journal_mode = WAL");
      for (int i = 1; i <= version; i++) {
        script(c, i);
        if (i == 1) {
          fillVersion1(c);
        } else if (i == 2) {
          Database.execute(c, "UPDATE series SET unit = 'Wh', usual_ms = 10000");
        } else if (i == 3) {
          Database.execute(c, "INSERT INTO logged VALUES (1, 'hour', 1735689600000, x'01')");
        }
      }
    }
    return path;
  }

  /** Runs the statements that made a version of the one before. */
  private static void script(Connection c, int version) throws Exception {
    String name = "sql/before-release-" + version + ".sql";
    try (var in = EarlierJournalsTest.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String statement : text.strip().split(";\\s*\\R")) {
        Database.execute(c, statement);
      }
    }
    Database.execute(c, "PRAGMA application_id = " + 0x4D544754);
    Database.execute(c, "PRAGMA user_version = " + version);
  }

  private static void fillVersion1(Connection c) throws Exception {
    for (String statement :
        List.of(
            "INSERT INTO boot VALUES (1, 'boot-0')",
            "INSERT INTO meter VALUES (1, 'electricity', '', '4711', 1081)",
            "INSERT INTO series VALUES (1, 1, 'energy_import', 'COUNTER', 'ENERGY', 'Energy')",
            "INSERT INTO shape VALUES (1, 'NONE', NULL)",
            "INSERT INTO shape_item VALUES (1, 0, 'energy_import', 'COUNTER', 'ENERGY',"
                + " 'Energy', 'Wh', 'Wh', '1.1.1.8.0.255', 'DECIMAL', 1, 0, 10, 0)",
            "INSERT INTO cursor VALUES ('home', 7)",
            "INSERT INTO state VALUES ('electricity', 'counter', '17')",
            "INSERT INTO finding VALUES (1, 'electricity', 'silent', 'BYTES', 'FAULT', '{}', 5, 6,"
                + " 2)",
            "INSERT INTO undecoded VALUES (1, 'electricity', " + START + ", 1, 5, 1, x'7E')")) {
      Database.execute(c, statement);
    }
    insertReadings(c);
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
  void aNewJournalHasTheTablesOfVersion5() throws Exception {
    Path old = journalOfVersion(5);
    Path young = folder.resolve("young.db");
    Samples.open(young, new VirtualTime(Samples.START)).close();
    String columns =
        "SELECT group_concat(line, char(10)) FROM (SELECT m.name || ' ' || i.cid || ' ' || i.name"
            + " || ' ' || i.type || ' ' || i.\"notnull\" || ' ' || coalesce(i.dflt_value, '-')"
            + " || ' ' || i.pk AS line FROM sqlite_master m JOIN pragma_table_info(m.name) i"
            + " WHERE m.type = 'table' ORDER BY 1)";
    assertEquals(PlainSql.text(old, columns), PlainSql.text(young, columns));
    String keys =
        "SELECT group_concat(name || tbl_name, char(10)) FROM (SELECT * FROM sqlite_master"
            + " WHERE type = 'index' ORDER BY name)";
    assertEquals(PlainSql.text(old, keys), PlainSql.text(young, keys));
  }

  @Test
  void aJournalOfVersion5IsCarriedOverWithAllThatIsInIt() throws Exception {
    Path path = journalOfVersion(5);
    VirtualTime time = new VirtualTime(Instant.ofEpochMilli(START).plusSeconds(11_000));
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(READINGS, journal.readings().newestId());
      assertEquals(READINGS, journal.readings().readAfter(0, 10_000).size());
      assertEquals(READINGS, journal.readings().newestOf("electricity").orElseThrow().id());
      assertEquals(7, journal.cursors().of("home").orElseThrow());
      assertEquals(Optional.of("17"), journal.states().of("electricity", "counter").get());
      assertEquals("silent", journal.findings().newest(10).get(0).finding().code().id());
      Undecoded undecoded = journal.undecoded();
      StoredFrame kept = undecoded.frames("electricity", undecoded.range()).get(0);
      assertEquals(Instant.ofEpochMilli(START), kept.frame().receivedAt());
      Reading known = Samples.record(Instant.parse("2025-01-01T00:00:00Z"), 4);
      Reading ofMeter =
          new Reading(
              MeterRef.of("electricity", "4711"),
              1,
              known.origin(),
              known.receivedAt(),
              known.meterTime(),
              known.measurements().subList(0, 1));
      assertEquals(0, journal.readings().appendRecord("hour", ofMeter), "stored already");
      time.pause(Duration.ofSeconds(60));
      journal.tick();
      List<Rollup> hours = read(journal, START, START + 3 * Downsampler.HOUR, Resolution.HOUR);
      assertEquals(3, hours.size());
      for (Rollup hour : hours) {
        Rollup.Counter counter = (Rollup.Counter) hour;
        assertEquals(Optional.of(BigDecimal.valueOf(3600)), counter.delta());
        assertEquals(new BigDecimal("1.000"), counter.coverage());
      }
      assertEquals(READINGS + 1, journal.readings().append(Samples.reading(1)));
    }
    assertEquals(5, PlainSql.number(path, "PRAGMA user_version"));
    assertEquals(READINGS + 1, PlainSql.number(path, "SELECT count(*) FROM reading"));
  }

  private static List<Rollup> read(Journal journal, long from, long to, Resolution resolution)
      throws JournalException {
    List<Rollup> found = new ArrayList<>();
    journal
        .history()
        .intervals(
            journal.history().series("electricity"),
            Instant.ofEpochMilli(from),
            Instant.ofEpochMilli(to),
            resolution,
            ZoneOffset.UTC,
            (series, rollup) -> {
              assertEquals("Wh", series.unit());
              found.add(rollup);
            });
    return found;
  }

  /** Version 5 kept the minutes that version 4 had written, in their form. Readings are deleted. */
  @Test
  void theMinutesOfEarlierRowsAreRead() throws Exception {
    Path path = journalOfVersion(4);
    long noon = START / Downsampler.QUARTER * Downsampler.QUARTER;
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i <= 36 * 360; i++) {
      samples.add(new Sample(noon + 10_000L * i, BigDecimal.valueOf(10L * i)));
    }
    long end = noon + 36 * Downsampler.HOUR;
    try (Connection c = PlainSql.connect(path)) {
      Database.execute(c, "DELETE FROM reading WHERE id < " + READINGS);
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
      }
      Database.execute(c, "COMMIT");
      script(c, 5);
    }
    VirtualTime time = new VirtualTime(Instant.ofEpochMilli(end));
    try (Journal journal = Samples.open(path, time)) {
      for (Resolution resolution :
          List.of(Resolution.MINUTE, Resolution.QUARTER, Resolution.HOUR)) {
        assertEquals(
            Downsampler.counters(samples, 10_000, resolution.millis(), noon, end),
            read(journal, noon, end, resolution));
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

  /** Neither emptied nor half changed: nothing at all is written. */
  @Test
  void anOlderJournalIsRefusedWithAWayToKeepItAndStaysAsItIs() throws Exception {
    for (int version = 1; version <= 4; version++) {
      Path path = journalOfVersion(version);
      byte[] before = Files.readAllBytes(path);
      VirtualTime time = new VirtualTime(Samples.START);
      for (Executable opening :
          List.<Executable>of(() -> Samples.open(path, time), () -> JournalReader.open(path))) {
        JournalException e = assertThrows(JournalException.class, opening);
        assertEquals(JournalException.Cause.OLDER, e.kind());
        assertTrue(e.getMessage().contains("(its version is " + version + ")"), e.getMessage());
        assertTrue(e.getMessage().contains("to keep it, start the gateway once"), e.getMessage());
        assertArrayEquals(before, Files.readAllBytes(path));
      }
      assertEquals(READINGS, PlainSql.number(path, "SELECT count(*) FROM reading"));
    }
  }
}
