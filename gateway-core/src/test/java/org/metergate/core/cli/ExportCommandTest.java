// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalRestore;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;
import picocli.CommandLine;

/** The journal is open for writing during all tests: an export needs no lock. */
class ExportCommandTest {
  private static final Instant START = Instant.parse("2026-01-07T12:00:00Z");
  private static final Quantity ENERGY =
      new Quantity("energy_import", Quantity.Kind.COUNTER, Dimension.ENERGY, "Energy import");
  private static final Quantity POWER =
      new Quantity("power_import", Quantity.Kind.GAUGE, Dimension.POWER, "Power import");

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(START);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path path;
  private Journal journal;

  @BeforeEach
  void twoHoursOfAMeter() throws Exception {
    path = folder.resolve("journal.db");
    journal = Journal.open(new JournalSettings(path, Duration.ofHours(1)), time);
    for (int i = 0; i <= 720; i++) {
      Instant at = START.plusSeconds(10L * i);
      time.pause(Duration.ofSeconds(10));
      journal
          .readings()
          .append(
              new Reading(
                  MeterRef.of("house", "4711"),
                  i,
                  Origin.LIVE,
                  at,
                  Optional.empty(),
                  List.of(number(ENERGY, 1000 + i, Unit.WH), number(POWER, 360, Unit.W))));
    }
  }

  private static Measurement number(Quantity quantity, long value, Unit unit) {
    BigDecimal number = BigDecimal.valueOf(value);
    return new Measurement(quantity, new Value.Decimal(number), unit, "1.1.1", number, null);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private int export(String... args) {
    List<String> all = new ArrayList<>(List.of("export"));
    all.addAll(List.of(args));
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(all.toArray(String[]::new));
  }

  private int exportHouse(String... args) {
    List<String> all =
        new ArrayList<>(
            List.of("house", "--journal", path.toString(), "--time-zone", "Europe/Copenhagen"));
    all.addAll(List.of(args));
    return export(all.toArray(String[]::new));
  }

  @Test
  void exportsHoursWithValuesDeltasAndCoverage() {
    assertEquals(0, exportHouse("--to", "2026-01-07T15:00+01:00"), err.toString());
    assertEquals(
        """
        from,to,meter,identifier,quantity,unit,value,delta,min,mean,max,coverage,estimated,readings
        2026-01-07T13:00:00+01:00,2026-01-07T14:00:00+01:00,house,4711,energy_import,Wh,1360,360,,,,1.000,false,360
        2026-01-07T14:00:00+01:00,2026-01-07T15:00:00+01:00,house,4711,energy_import,Wh,1720,360,,,,1.000,false,360
        2026-01-07T13:00:00+01:00,2026-01-07T14:00:00+01:00,house,4711,power_import,W,,,360,360.00,360,1.000,false,360
        2026-01-07T14:00:00+01:00,2026-01-07T15:00:00+01:00,house,4711,power_import,W,,,360,360.00,360,1.000,false,360
        """,
        out.toString().replace("\r\n", "\n"));
  }

  @Test
  void exportsTheCountersOfAllMetersAtAMoment() {
    String zone = "--time-zone=Europe/Copenhagen";
    String file = "--journal=" + path;
    assertEquals(0, export("--all", "--at=2026-01-07T14:00", file, zone), err.toString());
    assertEquals(
        """
        at,meter,label,identifier,model,basis,read,age_minutes,next,energy_import_Wh
        2026-01-07T14:00:00+01:00,house,,4711,,read,2026-01-07T14:00:00+01:00,0,,1360
        """,
        out.toString().replace("\r\n", "\n"));
    out.getBuffer().setLength(0);
    assertEquals(
        0, exportHouse("--at=2026-01-07T14:00", "--units=home", "--format=json"), err.toString());
    assertTrue(out.toString().contains("\"value\":1.360,\"basis\":\"read\""), out.toString());
  }

  @Test
  void eachNumberOfAMeterHasTheModelThatItsDriverSaidLast() throws Exception {
    MeterRef replaced = MeterRef.of("house", "4712");
    journal.states().model(MeterRef.of("house", "4711"), "OMNIPOWER single-phase");
    journal.states().model(replaced, "OMNIPOWER three-phase");
    journal
        .readings()
        .append(
            new Reading(
                replaced,
                1,
                Origin.LIVE,
                time.now(),
                Optional.empty(),
                List.of(number(ENERGY, 5, Unit.WH))));
    time.pause(Duration.ofMinutes(5));
    String moment = "--at=2026-01-07T15:01";
    assertEquals(0, exportHouse(moment), err.toString());
    assertTrue(out.toString().contains(",house,,4711,OMNIPOWER single-phase,"), out.toString());
    assertTrue(out.toString().contains(",house,,4712,OMNIPOWER three-phase,"), out.toString());
    assertEquals(0, exportHouse(moment, "--format=json"), err.toString());
    assertTrue(out.toString().contains("\"model\":\"OMNIPOWER three-phase\""), out.toString());
  }

  @Test
  void aPeriodOfAllMetersIsThatOfEachMeterAfterTheOther() {
    assertEquals(0, exportHouse("--to", "2026-01-07T15:00+01:00"), err.toString());
    String one = out.toString();
    out.getBuffer().setLength(0);
    String[] all = {
      "--all", "--to=2026-01-07T15:00+01:00", "--journal=" + path, "--time-zone=Europe/Copenhagen"
    };
    assertEquals(0, export(all), err.toString());
    assertEquals(one, out.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // neither a meter nor --all
        "house --all",
        "house --at=2026-01-07 --from=2026-01-01",
        "house --at=2026-01-07 --every=hour",
        "house --at=2026-03-29T02:30 --time-zone=Europe/Copenhagen",
        "house --at=2999-01-01",
        "house --at=noon",
        "horse --at=2026-01-07T14:00"
      })
  void whatFitsNothingIsASentenceAndNoFile(String words) {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.remove("");
    all.add("--journal=" + path);
    assertEquals(2, export(all.toArray(String[]::new)));
    assertTrue(err.toString().strip().matches("(?s)metergate: .*[.?]"), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void noMinuteBeforeTheFirstReadingHasALine() {
    assertEquals(0, exportHouse("--every=1min", "--to", "2026-01-07T13:02+01:00"), err.toString());
    List<String> energy = out.toString().lines().filter(it -> it.contains("energy")).toList();
    assertEquals(2, energy.size(), out.toString());
    assertTrue(
        energy.get(0).startsWith("2026-01-07T13:00:00+01:00,2026-01-07T13:01:00+01:00,house,4711,"),
        out.toString());
  }

  @Test
  void exportsRawReadingsAsJson() {
    assertEquals(
        0,
        exportHouse(
            "--every=raw",
            "--format=json",
            "--from=2026-01-07T13:59:50",
            "--to=2026-01-07T14:00:10"),
        err.toString());
    String[] lines = out.toString().split("\n");
    assertEquals(4, lines.length);
    assertEquals(
        "{\"time\":\"2026-01-07T13:59:50+01:00\",\"received\":\"2026-01-07T13:59:50+01:00\","
            + "\"meter_time\":null,\"id\":360,\"origin\":\"live\",\"meter\":\"house\","
            + "\"identifier\":\"4711\",\"quantity\":\"energy_import\",\"unit\":\"Wh\","
            + "\"register\":\"1.1.1\",\"value\":1359,\"delta\":null,\"raw\":1359}",
        lines[0]);
    assertTrue(lines[2].contains("\"value\":1360,\"delta\":1,"), lines[2]);
  }

  /** As a meter sends them that keeps its values of each month, with those of now. */
  @Test
  void whatAMeterStoredBeforeDoesNotDisturbTheDifferencesOfRawReadings() throws Exception {
    append(Origin.LIVE, time.now(), 5000);
    append(Origin.HISTORY, Instant.parse("2025-12-01T00:00:00Z"), 300);
    append(Origin.HISTORY, Instant.parse("2026-01-01T00:00:00Z"), 400);
    time.pause(Duration.ofSeconds(10));
    append(Origin.LIVE, time.now(), 5001);
    append(Origin.HISTORY, Instant.parse("2025-11-01T00:00:00Z"), 250);
    assertEquals(0, exportHouse("--every=raw", "--to=2026-01-09", "--format=json"), err.toString());
    List<String> deltas =
        out.toString()
            .lines()
            .filter(line -> line.contains("\"identifier\":\"77\""))
            .map(line -> line.replaceAll(".*\"value\":(\\d+),\"delta\":(\\w+),.*", "$1 $2"))
            .toList();
    assertEquals(List.of("5000 null", "300 null", "400 100", "5001 1", "250 null"), deltas);
  }

  private void append(Origin origin, Instant at, long value) throws Exception {
    journal
        .readings()
        .append(
            new Reading(
                MeterRef.of("house", "77"),
                value,
                origin,
                at,
                Optional.empty(),
                List.of(number(ENERGY, value, Unit.WH))));
  }

  @Test
  void exportsDaysAndMinutes() {
    assertEquals(0, exportHouse("--every", "day", "--format", "json", "--to", "2026-01-08"));
    assertTrue(out.toString().contains("\"from\":\"2026-01-07T00:00:00+01:00\""), out.toString());
    assertTrue(out.toString().contains("\"coverage\":0.083"), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(
        0, exportHouse("--every=1min", "--from=2026-01-07T13:30", "--to=2026-01-07T13:45"));
    assertEquals(1 + 2 * 15, out.toString().split("\r\n").length);
  }

  @Test
  void takesJournalAndZoneFromTheConfiguration() throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "gateway: { time-zone: Asia/Kolkata }\n"
            + "meters: { house: { driver: omnipower-dlms, link: 'serial:/dev/ttyUSB0' } }\n"
            + "journal: { path: journal.db }\n");
    assertEquals(
        0,
        export("house", "-c", file.toString(), "--every=day", "--to=2026-01-08"),
        err.toString());
    assertTrue(out.toString().contains("2026-01-07T00:00:00+05:30"), out.toString());
  }

  @Test
  void namesWhatIsWrong() {
    assertEquals(2, export("hose", "--journal", path.toString()));
    assertTrue(err.toString().contains("house"), err.toString());
    assertEquals(2, exportHouse("--every=fortnight"));
    assertEquals(2, exportHouse("--format=xml"));
    assertEquals(2, exportHouse("--from=yesterday"));
    assertTrue(err.toString().contains("2026-01-31T14:00"), err.toString());
    assertEquals(1, export("house", "--journal", folder.resolve("none.db").toString()));
    assertTrue(err.toString().contains("There is no journal"), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void noTextOfAMeterIsAFormulaInASpreadsheet() throws Exception {
    Measurement text =
        Measurement.of(Quantities.unnamed("note"), new Value.Text("=1+1, \"x\""), "note");
    journal
        .readings()
        .append(
            new Reading(
                MeterRef.of("other", "=4711"),
                1,
                Origin.LIVE,
                Instant.parse("2026-01-07T14:00:00Z"),
                Optional.empty(),
                List.of(text, number(POWER, 5, Unit.W))));
    assertEquals(0, export("other", "--journal", path.toString(), "--every=raw"), err.toString());
    String line = out.toString().split("\r\n")[1];
    assertTrue(line.contains(",'=4711,"), line);
    assertTrue(line.contains(",\"'=1+1, \"\"x\"\"\","), line);
  }

  @Test
  void writesTheUnitsOfAHomeAndWhatFollowsFromTheValuesOnlyIfAsked() {
    String own =
        exported("--from", "2026-01-07T12:15Z", "--to", "2026-01-07T12:30Z", "--every", "15min");
    assertTrue(own.lines().findFirst().orElse("").endsWith(",estimated,readings"), own);
    assertEquals(2, own.lines().skip(1).count(), own);
    String home =
        exported(
            "--from",
            "2026-01-07T12:15Z",
            "--to",
            "2026-01-07T12:30Z",
            "--every",
            "15min",
            "--units",
            "home");
    List<String> lines = home.lines().toList();
    assertTrue(lines.get(0).endsWith(",estimated,readings,derived"), home);
    assertTrue(lines.get(1).contains(",energy_import,kWh,1.180,0.090,,,,"), home);
    assertTrue(lines.get(1).endsWith(",90,false"), home);
    assertTrue(lines.get(3).contains(",power,W,,,360,360.00,360,"), home);
    assertTrue(lines.get(3).endsWith(",90,true"), home);
    String json =
        exported(
            "--from",
            "2026-01-07T12:15Z",
            "--to",
            "2026-01-07T12:16Z",
            "--format",
            "json",
            "--every",
            "raw");
    assertTrue(!json.contains("derived"), json);
  }

  private String exported(String... options) {
    List<String> args = new ArrayList<>(List.of("export", "house", "--journal", path.toString()));
    args.addAll(List.of("--time-zone", "UTC"));
    args.addAll(List.of(options));
    return Run.of(args.toArray(String[]::new)).ends(0).out();
  }

  @Test
  void refusesUnitsThatThereAreNot() {
    for (List<String> wrong :
        List.of(
            List.of("--units", "feet"),
            List.of("--units", "home", "--heat", "Gcal"),
            List.of("--heat", "GJ"))) {
      List<String> args = new ArrayList<>(List.of("export", "house", "--journal", path.toString()));
      args.addAll(wrong);
      String said = Run.of(args.toArray(String[]::new)).ends(2).err();
      assertTrue(said.contains("--units must be meter or home"), said);
    }
  }

  /**
   * What was read between a backup and its restore is missing, and nothing is put in its place; the
   * meter's own counter shows in one difference what it counted meanwhile.
   */
  @Test
  void theTimeBetweenABackupAndItsRestoreIsAGap() throws Exception {
    Path copy = folder.resolve("copy.db");
    journal.copyInto(copy);
    Instant copied = time.now();
    journal.close();
    time.pause(Duration.ofMinutes(210));
    Instant restored = time.now();
    try (JournalRestore restore = JournalRestore.claim(path, step -> {})) {
      Files.copy(copy, restore.newPart(), StandardCopyOption.REPLACE_EXISTING);
      restore.prepare(copied, restored);
      restore.install(restored);
    }
    journal = Journal.open(new JournalSettings(path, Duration.ofHours(1)), time);
    for (int i = 0; i <= 720; i++) {
      Instant at = time.now();
      long energy = 1000 + Duration.between(START, at).toSeconds() / 10;
      journal
          .readings()
          .append(
              new Reading(
                  MeterRef.of("house", "4711"),
                  i,
                  Origin.LIVE,
                  at,
                  Optional.empty(),
                  List.of(number(ENERGY, energy, Unit.WH), number(POWER, 360, Unit.W))));
      time.pause(Duration.ofSeconds(10));
    }
    journal.rollUp();
    for (String every : List.of("1min", "15min", "hour", "raw")) {
      out.getBuffer().setLength(0);
      assertEquals(0, exportHouse("--every", every), err.toString());
      List<String> inside = new ArrayList<>();
      for (String line : out.toString().split("\n")) {
        String[] fields = line.split(",", -1);
        if (line.startsWith("2026") && !every.equals("raw")) {
          Instant from = OffsetDateTime.parse(fields[0]).toInstant();
          Instant to = OffsetDateTime.parse(fields[1]).toInstant();
          if (to.isAfter(copied.plusSeconds(90)) && from.isBefore(restored.minusSeconds(90))) {
            inside.add(line);
          }
        }
      }
      for (String line : inside) {
        String[] fields = line.split(",", -1);
        boolean partly = !fields[13].equals("0");
        assertEquals("", fields[7], every + " has a consumption over the gap: " + line);
        assertTrue(partly || fields[6].isEmpty() && fields[9].isEmpty(), every + ": " + line);
      }
    }
    assertTrue(out.toString().contains(",1261,"), "the counter's own difference over the gap");
  }
}
