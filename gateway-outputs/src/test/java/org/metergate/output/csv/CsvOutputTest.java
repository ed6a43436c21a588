// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.journal.StoredReading;
import org.metergate.output.OutputScene;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.PrivateDisk;
import org.metergate.testing.SampleReadings;

class CsvOutputTest {
  /** A minute before midnight in Copenhagen. */
  private static final Instant EVENING = Instant.parse("2026-11-20T22:59:00Z");

  private static final String HEADER =
      "id,time,utc_offset,meter_time,origin,identifier,energy_import (kWh),"
          + "energy_import_delta (kWh),power_import (W)";

  @TempDir Path folder;
  private Path csv;
  private OutputScene scene;

  @BeforeEach
  void chooseTheFolder() {
    csv = folder.resolve("csv");
  }

  @AfterEach
  void close() {
    if (scene != null) {
      scene.close();
    }
  }

  private OutputScene scene(Instant start, String... more) throws Exception {
    List<String> settings = new ArrayList<>(List.of("folder: " + csv));
    settings.addAll(List.of(more));
    scene = new OutputScene(folder, new CsvOutputType(), start, settings.toArray(new String[0]));
    return scene;
  }

  private Path file(String name) {
    return csv.resolve("electricity/electricity-" + name + ".csv");
  }

  private List<String> lines(String name) throws IOException {
    String text = Files.readString(file(name));
    assertTrue(text.endsWith("\r\n"), "an incomplete line: " + text);
    return List.of(text.split("\r\n"));
  }

  @Test
  void beginsANewFileAtLocalMidnightAndGoesOnWithTheDifferences() throws Exception {
    scene(EVENING).receive(10);
    scene.deliver();
    List<String> before = lines("2026-11-20");
    assertEquals(HEADER, before.get(0));
    assertEquals(
        "1,2026-11-20 23:59:10,+01:00,2026-01-07 14:47:20,live,18290001,913.001,,250",
        before.get(1));
    assertEquals(
        "2,2026-11-20 23:59:20,+01:00,2026-01-07 14:47:20,live,18290001,913.002,0.001,250",
        before.get(2));
    assertEquals(6, before.size());
    List<String> after = lines("2026-11-21");
    assertEquals(HEADER, after.get(0));
    assertEquals(
        "6,2026-11-21 00:00:00,+01:00,2026-01-07 14:47:20,live,18290001,913.006,0.001,250",
        after.get(1));
    assertEquals(6, after.size());
  }

  @Test
  void tellsTheTwoHoursApartThatSummerTimeRepeats() throws Exception {
    scene(Instant.parse("2026-10-24T23:59:50Z")).receive(1);
    scene.time.pause(Duration.ofHours(1).minusSeconds(10));
    scene.receive(1);
    scene.deliver();
    List<String> lines = lines("2026-10-25");
    assertTrue(lines.get(1).startsWith("1,2026-10-25 02:00:00,+02:00,"), lines.toString());
    assertTrue(lines.get(2).startsWith("2,2026-10-25 02:00:00,+01:00,"), lines.toString());
  }

  @Test
  void writesNoReadingTwiceThoughItIsDeliveredAgain() throws Exception {
    scene(EVENING).receive(10);
    scene.deliver();
    scene.restart(); // the cursor in the journal is two minutes behind
    scene.receive(1);
    scene.deliver();
    scene.backfill(0);
    scene.deliver();
    assertEquals(6, lines("2026-11-20").size());
    assertEquals(7, lines("2026-11-21").size());
    assertTrue(lines("2026-11-21").get(6).endsWith("913.011,0.001,250"), "goes on counting");
  }

  @Test
  void removesAnIncompleteLineAndWritesItAgain() throws Exception {
    scene(EVENING).receive(3);
    scene.deliver();
    byte[] whole = Files.readAllBytes(file("2026-11-20"));
    for (int cut = whole.length - 1; cut >= 0; cut -= 17) {
      scene.close();
      Files.write(file("2026-11-20"), java.util.Arrays.copyOf(whole, cut));
      scene = null;
      scene(EVENING).receive(3);
      scene.deliver();
      assertEquals(new String(whole), Files.readString(file("2026-11-20")), "cut at " + cut);
    }
  }

  @Test
  void beginsAnotherFileForValuesThatTheFirstHasNoColumnFor() throws Exception {
    scene(EVENING).receive(1);
    scene.journal.readings().append(voltage(scene.time.now(), "230.1"));
    scene.receive(1);
    scene.deliver();
    assertEquals(2, lines("2026-11-20").size());
    List<String> second = lines("2026-11-20-2");
    assertEquals(HEADER + ",voltage (V)", second.get(0));
    assertTrue(second.get(1).endsWith(",,,,230.1"), second.get(1));
    assertTrue(second.get(2).endsWith("913.002,0.001,250,"), second.get(2));
    scene.restart();
    scene.receive(9);
    scene.deliver();
    assertEquals(HEADER + ",voltage (V)", lines("2026-11-21").get(0), "from now on at once");
  }

  @Test
  void putsARecordOfTheMetersLoggerIntoTheFileOfItsOwnDay() throws Exception {
    scene(EVENING).receive(1);
    scene.journal.readings().append(SampleReadings.history(7, scene.time.now()));
    scene.receive(1);
    scene.deliver();
    assertEquals(
        "2,2026-01-07 14:47:20,+01:00,2026-01-07 14:47:20,history,18290001,913.007,,250",
        lines("2026-01-07").get(1));
    assertTrue(lines("2026-11-20").get(2).endsWith("913.002,0.001,250"));
  }

  /** As happens when the scale of a counter is decided after its readings were delivered. */
  @Test
  void writesLateValuesAfterNewerLines() throws Exception {
    CsvOutput output =
        (CsvOutput)
            OutputScene.output(
                folder,
                new CsvOutputType(),
                new org.metergate.time.VirtualTime(EVENING),
                "folder: csv");
    output.deliver(List.of(new StoredReading(1, SampleReadings.live(1, EVENING))));
    output.deliver(List.of(new StoredReading(2, SampleReadings.live(2, EVENING))));
    Reading live = SampleReadings.live(1, EVENING);
    Reading late =
        new Reading(
            live.meter(),
            1,
            Origin.LATE,
            EVENING,
            Optional.empty(),
            live.measurements().subList(0, 1));
    output.deliver(List.of(new StoredReading(1, late), new StoredReading(1, late)));
    output.close();
    List<String> lines = lines("2026-11-20");
    assertEquals(4, lines.size(), lines.toString());
    assertEquals("1,2026-11-20 23:59:00,+01:00,,late,18290001,913.001,,", lines.get(3));
  }

  /** The counter does not fall there, and the program restarts in between. */
  @Test
  void givesNoDifferenceToTheFirstLineOfASeries() throws Exception {
    scene(EVENING).receive(2);
    scene.deliver();
    MeterRef meter = MeterRef.of("electricity", "18290001");
    CounterRule begins = new CounterRule(3, null, null, false, true, Map.of());
    scene.journal.rules().put(meter, CounterRules.PLAIN.with(begins), 0);
    scene.restart();
    scene.receive(2);
    scene.deliver();
    List<String> lines = lines("2026-11-20");
    assertTrue(lines.get(2).matches("2,.*,913\\.00\\d,0\\.001,250"), lines.get(2));
    assertTrue(lines.get(3).matches("3,.*,913\\.00\\d,,250"), lines.get(3));
    assertTrue(lines.get(4).matches("4,.*,913\\.00\\d,0\\.001,250"), lines.get(4));
  }

  @Test
  void givesNoDifferenceBetweenTwoMeters() throws Exception {
    scene(EVENING).receive(1);
    scene
        .journal
        .readings()
        .append(
            new Reading(
                MeterRef.of("electricity", "other"),
                1,
                Origin.LIVE,
                scene.time.now(),
                Optional.empty(),
                List.of(
                    SampleReadings.decimal(
                        Quantities.ENERGY_IMPORT, new BigDecimal("0.100"), Unit.KWH, "1"))));
    scene.deliver();
    assertTrue(lines("2026-11-20").get(2).endsWith(",other,0.100,,"));
  }

  @Test
  void writesAsTheSpreadsheetsOfOtherCountriesReadIt() throws Exception {
    scene(EVENING, "separator: semicolon", "decimals: comma").receive(2);
    scene.deliver();
    assertEquals(
        "2;2026-11-20 23:59:20;+01:00;2026-01-07 14:47:20;live;18290001;913,002;0,001;250",
        lines("2026-11-20").get(2));
    scene.restart();
    scene.receive(1);
    scene.deliver();
    assertTrue(lines("2026-11-20").get(3).endsWith(";913,003;0,001;250"));
  }

  @Test
  void letsNoTextOfAMeterBecomeAFormulaOrALine() throws Exception {
    scene(EVENING);
    scene
        .journal
        .readings()
        .append(
            new Reading(
                MeterRef.of("electricity", "=1+1"),
                1,
                Origin.LIVE,
                scene.time.now(),
                Optional.empty(),
                List.of(
                    Measurement.of(
                        Quantities.METER_TYPE, new Value.Text("a\"b,c\r\n@SUM(A1)"), "1"))));
    scene.deliver();
    assertTrue(
        lines("2026-11-20").get(1).endsWith(",live,'=1+1,\"a\"\"b,c  @SUM(A1)\""),
        lines("2026-11-20").get(1));
  }

  @Test
  void leavesAFileAloneThatAnotherProgramMade() throws Exception {
    Files.createDirectories(folder.resolve("csv/electricity"));
    Files.writeString(file("2026-11-20"), "my own notes");
    scene(EVENING).receive(1);
    scene.deliver();
    assertEquals("my own notes", Files.readString(file("2026-11-20")));
    assertEquals(2, lines("2026-11-20-2").size());
  }

  @Test
  void saysThatTheDiskIsFullAndLosesNothing() throws Exception {
    try (PrivateDisk disk = PrivateDisk.createOrSkip(folder.resolve("disk"), 64)) {
      csv = disk.fromHere();
      scene(EVENING).receive(3);
      scene.deliver();
      disk.fill();
      scene.receive(300);
      scene.deliver();
      assertEquals("csv-not-written", scene.faultId());
      assertTrue(scene.fault().endsWith("the disk is full."), scene.fault());
      assertTrue(scene.fault().contains(csv.toString()), scene.fault());
      disk.free();
      scene.recover();
      List<String> all = new ArrayList<>(lines("2026-11-20"));
      all.addAll(lines("2026-11-21"));
      assertEquals(2 + 303, all.size());
      scene.close();
      scene = null;
    }
  }

  @Test
  void saysThatItMayNotWriteThere() throws Exception {
    Files.writeString(folder.resolve("csv"), "a file where a folder should be");
    scene(EVENING).receive(1);
    scene.deliver();
    assertEquals("csv-not-written", scene.faultId());
    Files.delete(folder.resolve("csv"));
    scene.deliver();
    assertEquals("", scene.fault());
    assertEquals(2, lines("2026-11-20").size());
  }

  @Test
  void createsTheFolderAgainAfterItWasDeleted() throws Exception {
    scene(EVENING).receive(1);
    scene.deliver();
    scene.restart();
    try (Stream<Path> all = Files.walk(folder.resolve("csv"))) {
      all.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
    scene.receive(1);
    scene.deliver();
    assertEquals(3, lines("2026-11-20").size(), "what is within two minutes is written again");
  }

  @Test
  void namesEachMistake() throws Exception {
    assertEquals(
        List.of("3: outputs.home.folder: This key is missing."),
        OutputScene.mistakes(folder, new CsvOutputType()));
    assertEquals(
        List.of(
            "6: outputs.home.decimals: A decimal comma needs another separator: semicolon or tab."),
        OutputScene.mistakes(folder, new CsvOutputType(), "folder: x", "decimals: comma"));
  }

  private static Reading voltage(Instant at, String volts) {
    return new Reading(
        MeterRef.of("electricity", "18290001"),
        1,
        Origin.LIVE,
        at,
        Optional.empty(),
        List.of(
            SampleReadings.decimal(Quantities.VOLTAGE, new BigDecimal(volts), Unit.V, "1.1.32")));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void newFilesAreForTheOwnerAndTheGroupUnlessTheSettingsSayOtherwise() throws Exception {
    String[][] cases = {
      {"", "rw-r-----", "rwxr-x---"},
      {"readable-by: owner", "rw-------", "rwx------"},
      {"readable-by: group", "rw-r-----", "rwxr-x---"},
      {"readable-by: all", "rw-r--r--", "rwxr-xr-x"}
    };
    for (int i = 0; i < cases.length; i++) {
      csv = folder.resolve("above" + i).resolve("csv");
      scene(EVENING, cases[i][0].isEmpty() ? "separator: comma" : cases[i][0]).receive(10);
      scene.deliver();
      for (String day : List.of("2026-11-20", "2026-11-21")) {
        assertEquals(cases[i][1], mode(file(day)), cases[i][0]);
      }
      for (Path path = file("x").getParent(); !path.equals(folder); path = path.getParent()) {
        assertEquals(cases[i][2], mode(path), cases[i][0]);
      }
      close();
      scene = null;
    }
  }

  @Test
  void aFileThatExistsKeepsItsRightsWithARemark() throws Exception {
    Files.createDirectories(file("x").getParent());
    Files.createFile(file("2026-11-20"));
    Files.setPosixFilePermissions(file("2026-11-20"), PosixFilePermissions.fromString("rw-rw-r--"));
    scene(EVENING).receive(10);
    scene.deliver();
    assertEquals("rw-rw-r--", mode(file("2026-11-20")));
    assertEquals("rw-r-----", mode(file("2026-11-21")));
    assertEquals(
        1, scene.reported.stream().filter(it -> it.startsWith("csv-open-to-others ")).count());
  }
}
