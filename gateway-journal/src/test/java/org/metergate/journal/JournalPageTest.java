// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

/** What docs/concepts/journal.md says of the file is what is in it. */
class JournalPageTest {
  @TempDir Path folder;

  private Path path;
  private String page;

  @BeforeEach
  void writeTheExample() throws Exception {
    page = Files.readString(Path.of("..", "docs", "concepts", "journal.md"));
    path = folder.resolve("journal.db");
    try (Journal journal = Samples.open(path, new VirtualTime(Samples.START))) {
      journal.readings().append(example());
    }
  }

  private static MeterTime at(String time) {
    return MeterTime.local(LocalDateTime.parse("2026-11-29T" + time));
  }

  private static Measurement measured(Quantity quantity, String value, Unit unit, Integer raw) {
    return new Measurement(
        quantity,
        value == null ? null : new Value.Decimal(new BigDecimal(value)),
        unit,
        "1.1.1.8.0.255",
        raw == null ? null : BigDecimal.valueOf(raw),
        null);
  }

  private static Reading example() {
    return new Reading(
        MeterRef.of("electricity", "37700720"),
        7,
        Origin.LIVE,
        Instant.parse("2026-11-29T12:34:12.077Z"),
        Optional.of(at("13:34:10")),
        List.of(
            measured(Quantities.ENERGY_IMPORT, "19765220", Unit.WH, 1976522),
            measured(Quantities.POWER_IMPORT, "-124", Unit.W, null),
            measured(Quantities.phase(Quantities.VOLTAGE, 1), "230.8", Unit.V, 2308),
            measured(Quantities.REACTIVE_ENERGY_IMPORT, null, Unit.VARH, 913),
            Measurement.of(Quantities.METER_NUMBER, new Value.Text("37700720"), "1.1.0.0.1.255"),
            Measurement.of(
                Quantities.METER_CLOCK, new Value.Moment(at("13:34:08")), "0.1.1.0.0.255"),
            new Measurement(
                new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume"),
                new Value.Decimal(new BigDecimal("12.345")),
                Unit.M3,
                "0-1:24.2.1",
                null,
                at("13:30:00"))));
  }

  @Test
  void theExampleIsTheRowOfThatReading() throws Exception {
    String row =
        PlainSql.text(
            path,
            "SELECT '| ' || meter || ' | ' || shape || ' | ' || history || ' | ' || received_ms"
                + " || ' | ' || meter_time || ' | `' || hex(data) || '` |' FROM reading");
    assertTrue(page.contains("\n" + row + "\n"), row);
    String items =
        PlainSql.text(
            path,
            "SELECT group_concat('| ' || place || ' | ' || quantity || ' | '"
                + " || iif(unit = '', '', unit || ' ') || '| ' || value || ' | ' || raw || ' | '"
                + " || scale || ' | ' || factor || ' | ' || stamped || ' |' || char(10), '')"
                + " FROM (SELECT * FROM shape_item ORDER BY place)");
    assertTrue(page.contains(items), items);
    Matcher bytes = Pattern.compile("(?m)^\\| `([0-9A-F ]+)` \\|").matcher(page);
    assertEquals(
        PlainSql.text(path, "SELECT hex(data) FROM reading"),
        bytes.results().map(b -> b.group(1).replace(" ", "")).collect(Collectors.joining()),
        "byte by byte");
  }

  @Test
  void everyTableAndColumnIsDescribedAndNoOther() throws Exception {
    Map<String, TreeSet<String>> described = new TreeMap<>();
    for (String section : page.split("(?m)^(?=##+ )")) {
      Matcher table = Pattern.compile("^### `(\\w+)`").matcher(section);
      if (table.find()) {
        described.put(
            table.group(1),
            Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(section)
                .results()
                .map(column -> column.group(1))
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    Map<String, TreeSet<String>> present = new TreeMap<>();
    String columns =
        PlainSql.text(
            path,
            "SELECT group_concat(m.name || ' ' || i.name) FROM sqlite_master m"
                + " JOIN pragma_table_info(m.name) i WHERE m.type = 'table'");
    for (String column : columns.split(",")) {
      String[] names = column.split(" ");
      present.computeIfAbsent(names[0], t -> new TreeSet<>()).add(names[1]);
    }
    assertEquals(present, described);
  }

  @Test
  void theVersionAndTheProgramAreThoseOfThePage() throws Exception {
    long program = PlainSql.number(path, "PRAGMA application_id");
    assertTrue(
        page.contains(
            "| `PRAGMA application_id` | `0x"
                + Long.toHexString(program).toUpperCase(java.util.Locale.ROOT)
                + "`"));
    long version = PlainSql.number(path, "PRAGMA user_version");
    assertTrue(page.contains("| `PRAGMA user_version` | `" + version + "`"));
  }
}
