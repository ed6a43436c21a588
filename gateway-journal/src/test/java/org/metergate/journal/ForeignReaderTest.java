// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
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
import org.metergate.testing.foreign.ForeignReader;
import org.metergate.testing.foreign.ForeignReader.Field;
import org.metergate.testing.foreign.ForeignReader.Found;
import org.metergate.testing.foreign.ForeignRollups;
import org.metergate.testing.foreign.ForeignRollups.Interval;
import org.metergate.time.VirtualTime;
import org.sqlite.SQLiteConfig;

/** A reader that knows only docs/concepts/journal.md finds what was appended, field by field. */
class ForeignReaderTest {
  private static final MeterTime METER_TIME =
      MeterTime.local(LocalDateTime.parse("2026-11-29T13:34:10"));

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("journal.db");
  }

  // ---- readings of every form

  private static Measurement value(String quantity, Unit unit, Value value, String raw) {
    return new Measurement(
        new Quantity(quantity, Kind.GAUGE, Dimension.POWER, "Ætiket of " + quantity),
        value,
        unit,
        "1-0:" + quantity,
        raw == null ? null : new BigDecimal(raw),
        null);
  }

  private static Value.Decimal decimal(String number) {
    return new Value.Decimal(new BigDecimal(number));
  }

  private static Reading reading(
      MeterRef meter, Origin origin, int number, MeterTime at, Measurement... measurements) {
    return new Reading(
        meter,
        number,
        origin,
        Samples.START.plusMillis(number * 1001L),
        Optional.ofNullable(at),
        List.of(measurements));
  }

  private static List<Reading> everyForm() {
    MeterRef house = MeterRef.of("electricity", "37700720");
    MeterRef gas = new MeterRef("electricity", "gas", "7");
    MeterTime withOffset = new MeterTime(METER_TIME.local(), ZoneOffset.ofHours(-3));
    MeterTime exact = new MeterTime(METER_TIME.local().plusNanos(123_456_789), ZoneOffset.UTC);
    Value text = new Value.Text("Kamstrup, måler 漢");
    List<Reading> list = new ArrayList<>();
    list.add(
        reading(
            house,
            Origin.LIVE,
            1,
            METER_TIME,
            value("follows_the_raw_integer", Unit.WH, decimal("19765220"), "1976522"),
            value("with_decimals", Unit.V, decimal("230.80"), "23080"),
            value("negative", Unit.W, decimal("-124"), "-124"),
            value("apart_from_the_raw_integer", Unit.W, decimal("0.0070"), "3"),
            value("without_a_raw_integer", Unit.A, decimal("-0.14"), null),
            value("above_64_bits", Unit.WH, decimal("-12345678901234567890123.4"), null),
            value("powers_of_ten", Unit.WH, decimal("12E+5"), null),
            value("scale_unknown", Unit.WH, null, "866636"),
            value("unit_unknown", null, decimal("0"), "0")));
    for (int i = 2; i < 5; i++) { // the second text is written out, the third is in the dictionary
      list.add(
          reading(
              house,
              Origin.LIVE,
              i,
              exact,
              value("text", Unit.NONE, text, null),
              value("empty", Unit.NONE, new Value.Text(""), null),
              value("time_of_the_telegram", Unit.NONE, new Value.Moment(exact), null),
              value("another_time", Unit.NONE, new Value.Moment(withOffset), null)));
    }
    Measurement five =
        new Measurement(
            new Quantity("volume", Kind.COUNTER, Dimension.VOLUME, "Volume"),
            decimal("12.345"),
            Unit.M3,
            "0-1:24.2.1",
            null,
            MeterTime.local(METER_TIME.local().minusMinutes(5)));
    list.add(reading(gas, Origin.LIVE, 5, METER_TIME, five));
    list.add(reading(gas, Origin.LIVE, 6, null, five));
    list.add(reading(house, Origin.LIVE, -7, withOffset));
    for (int i = 8; i < 11; i++) { // values that come and go
      list.add(
          reading(
              MeterRef.of("heat", ""),
              Origin.LIVE,
              i,
              null,
              i == 9
                  ? value("power", Unit.W, null, "17")
                  : value("power", Unit.W, decimal("1.7"), "17"),
              value("fraction_on_the_wire", Unit.W, decimal("2.50"), "2.5")));
    }
    return list;
  }

  /** Appends readings of every form, of all origins, and returns them as they must be found. */
  private static List<Found> append(Journal journal) throws JournalException {
    List<Found> expected = new ArrayList<>();
    for (Reading reading : everyForm()) {
      expected.add(found(journal.readings().append(reading), reading));
    }
    Reading record = Samples.record(Instant.parse("2026-01-06T00:00:00Z"), 17);
    expected.add(found(journal.readings().appendRecord("hour", record), record));
    Reading late = Samples.reading(Samples.METER, Origin.LATE, 18);
    journal.readings().appendLate(List.of(late), List.of());
    expected.add(found(journal.readings().newestId(), late));
    return expected;
  }

  private static Found found(long id, Reading reading) {
    List<Field> fields = new ArrayList<>();
    for (Measurement m : reading.measurements()) {
      String type = "UNKNOWN";
      String value = null;
      if (m.value() instanceof Value.Decimal decimal) {
        type = "DECIMAL";
        value = decimal.number().toString();
      } else if (m.value() instanceof Value.Text text) {
        type = "TEXT";
        value = text.text();
      } else if (m.value() instanceof Value.Moment moment) {
        type = "MOMENT";
        value = text(moment.time());
      }
      fields.add(
          new Field(
              m.quantity().name(),
              m.quantity().kind().name(),
              m.quantity().dimension().name(),
              m.quantity().label(),
              m.unit() == null ? null : m.unit().ascii(),
              m.unit() == null ? null : m.unit().display(),
              m.register(),
              type,
              value,
              m.raw() == null ? null : m.raw().toString(),
              m.at() == null ? null : text(m.at())));
    }
    return new Found(
        id,
        reading.meter().name(),
        reading.meter().subMeter(),
        reading.meter().identifier(),
        reading.telegram(),
        reading.origin().name(),
        reading.receivedAt().toEpochMilli(),
        reading.meterTime().map(ForeignReaderTest::text).orElse(null),
        fields);
  }

  private static String text(MeterTime time) {
    return time.local() + (time.offset() == null ? "" : time.offset().toString());
  }

  private static void compare(List<Found> expected, List<Found> found) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      assertEquals(expected.get(i), found.get(i));
    }
    assertEquals(expected.size(), found.size());
  }

  // ---- two ways to the rows, both as the page describes them

  private static ForeignReader.Query jdbc(Path path) {
    return sql -> {
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      List<Map<String, String>> rows = new ArrayList<>();
      try (Connection connection = config.createConnection("jdbc:sqlite:" + path);
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.put(result.getMetaData().getColumnName(i), result.getString(i));
          }
          rows.add(row);
        }
      }
      return rows;
    };
  }

  private static ForeignReader.Query shell(String... command) {
    return sql -> {
      List<String> words = new ArrayList<>(List.of(command));
      words.add(sql);
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), out);
      List<Map<String, String>> rows = new ArrayList<>();
      try (JsonParser json = new JsonFactory().createParser(out)) {
        Map<String, String> row = null;
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
          if (token == JsonToken.START_OBJECT) {
            row = new LinkedHashMap<>();
            rows.add(row);
          } else if (token.isScalarValue()) {
            row.put(json.currentName(), token == JsonToken.VALUE_NULL ? null : json.getText());
          }
        }
      }
      return rows;
    };
  }

  private static boolean hasShell() throws InterruptedException {
    try {
      return new ProcessBuilder("sqlite3", "-json", ":memory:", "SELECT 1")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void readsEveryFormByJdbcWhileTheGatewayRunsAndAfterwards() throws Exception {
    List<Found> expected;
    try (Journal journal = Samples.open(path, time)) {
      expected = append(journal);
      compare(expected, ForeignReader.read(jdbc(path)));
    }
    compare(expected, ForeignReader.read(jdbc(path)));
  }

  @Test
  @Tag("client")
  void readsEveryFormByTheSqliteShellWhileTheGatewayRunsAndAfterwards() throws Exception {
    assumeTrue(hasShell(), "sqlite3 is not installed, or too old for -json");
    List<Found> expected;
    try (Journal journal = Samples.open(path, time)) {
      expected = append(journal);
      compare(expected, ForeignReader.read(shell("sqlite3", "-readonly", "-json", "" + path)));
    }
    String closed = "file:" + path + "?immutable=1";
    compare(expected, ForeignReader.read(shell("sqlite3", "-readonly", "-json", closed)));
    assertFalse(Files.exists(folder.resolve("journal.db-wal")), "reading leaves nothing behind");
  }

  @Test
  void readsReadingsOfAnyForm() throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      Path file = folder.resolve("random-" + seed + ".db");
      RandomReadings random = new RandomReadings(seed);
      List<Found> expected = new ArrayList<>();
      try (Journal journal = Samples.open(file, time)) {
        for (int i = 0; i < 400; i++) {
          Reading reading = random.next();
          long id = journal.readings().append(reading);
          if (id != 0) {
            expected.add(found(id, reading));
          }
        }
      }
      compare(expected, ForeignReader.read(jdbc(file)));
    }
  }

  /** A counter and a gauge, with a gap, over the end of a day. */
  /** Those with a reading: the others are stored for longer intervals alone. */
  private static List<Interval> given(List<Interval> stored) {
    return stored.stream().filter(interval -> interval.readings() > 0).toList();
  }

  @Test
  void readsTheRollUps() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      for (int i = 0; i < 14 * 360; i++) {
        if (i % 1000 < 900) {
          Reading sample = Samples.reading(i);
          journal
              .readings()
              .append(
                  new Reading(
                      Samples.METER,
                      i,
                      Origin.LIVE,
                      Samples.START.plusSeconds(10L * i),
                      Optional.empty(),
                      sample.measurements()));
        }
        time.pause(Duration.ofSeconds(10));
        journal.tick();
      }
      for (Series series : journal.history().series("electricity")) {
        List<Interval> minutes = given(ForeignRollups.minutes(jdbc(path), series.id()));
        List<Interval> hours = given(ForeignRollups.hours(jdbc(path), series.id()));
        assertTrue(minutes.size() > 600, minutes.size() + " minutes");
        assertEquals(11, hours.size(), "13:47 to midnight of UTC");
        assertEquals(ours(journal, series, Resolution.MINUTE, minutes), minutes);
        assertEquals(ours(journal, series, Resolution.HOUR, hours), hours);
      }
    }
  }

  private static List<Interval> ours(
      Journal journal, Series series, Resolution resolution, List<Interval> like)
      throws JournalException {
    List<Interval> list = new ArrayList<>();
    journal
        .history()
        .intervals(
            List.of(series),
            Instant.ofEpochMilli(like.get(0).from()),
            Instant.ofEpochMilli(like.get(like.size() - 1).from() + 1),
            resolution,
            ZoneOffset.UTC,
            (one, rollup) ->
                list.add(
                    new Interval(
                        rollup.from(), rollup.covered(), rollup.readings(), values(rollup))));
    return list;
  }

  private static List<String> values(Rollup rollup) {
    if (rollup instanceof Rollup.Counter counter) {
      return List.of(text(counter.first()), text(counter.last()));
    }
    Rollup.Gauge gauge = (Rollup.Gauge) rollup;
    return List.of(gauge.min().toString(), gauge.max().toString(), gauge.integral().toString());
  }

  private static String text(Boundary boundary) {
    return boundary == null
        ? "unknown"
        : boundary.value() + (boundary.estimated() ? " estimated" : "");
  }

  @Test
  void theReadersKnowNothingOfThisProject() throws Exception {
    Path folder = Path.of("../gateway-testing/src/main/java/org/metergate/testing/foreign");
    try (var files = Files.list(folder)) {
      List<Path> sources = files.filter(file -> !file.endsWith("package-info.java")).toList();
      assertEquals(2, sources.size());
      for (Path source : sources) {
        long named =
            Files.readAllLines(source).stream().filter(l -> l.contains("org.metergate")).count();
        assertEquals(1, named, source + " has more than the line of its package");
      }
    }
  }
}
