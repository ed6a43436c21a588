// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.BackupConfig;
import org.metergate.health.ActiveFinding;
import org.metergate.spi.time.TimeSource;

/** The copies of the nights, over months. */
class NightlyBackupsTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  @TempDir Path folder;

  private final Clock clock = new Clock();
  private final List<String> made = new ArrayList<>();
  private boolean clockSet = true;
  private String fault = "";
  private NightlyBackups backups;

  /** A wall clock that can be set; the steady one goes with it. */
  private static final class Clock implements TimeSource {
    private Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void pause(Duration duration) {
      now = now.plus(duration);
      nanos += duration.toNanos();
    }
  }

  @BeforeEach
  void create() {
    backups = nightly(LocalTime.of(2, 30), 7, 12);
  }

  private NightlyBackups nightly(LocalTime at, int days, int months) {
    return new NightlyBackups(
        new BackupConfig(folder, at, days, months),
        "attic",
        ZONE,
        this::make,
        () -> clockSet,
        clock);
  }

  private void make(Path file) throws BackupException {
    if (!fault.isEmpty()) {
      throw new BackupException(fault);
    }
    try {
      Files.write(file, Arrays.copyOf(new TarHeader("gateway.yaml", 0, 1).bytes(), 2048));
      made.add(file.getFileName().toString());
    } catch (IOException e) {
      throw new BackupException(e.getMessage(), e);
    }
  }

  /** Lets time pass; the gateway looks every ten minutes. */
  private void pass(Duration length) {
    for (long i = 0; i < length.toMinutes() / 10; i++) {
      clock.pause(Duration.ofMinutes(10));
      backups.look();
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void sevenDaysAndTheFirstCopyOfEachOfTwelveMonthsStay() throws Exception {
    for (int day = 0; day < 500; day++) {
      clock.pause(Duration.ofDays(1));
      backups.look();
    }
    List<String> names = names();
    assertEquals(7 + 12, names.size(), names::toString);
    assertEquals("metergate-attic-2026-06-01.tar", names.get(0));
    assertEquals("metergate-attic-2027-05-01.tar", names.get(11));
    assertEquals("metergate-attic-2027-05-24.tar", names.get(12));
    assertEquals("metergate-attic-2027-05-30.tar", names.get(18));
    assertEquals(500, made.size());
  }

  @Test
  void eachNightHasOneCopyAlsoWhenClocksAreSetToSummerAndWinterTime() throws Exception {
    clock.now = Instant.parse("2026-03-26T12:00:00Z");
    pass(Duration.ofDays(6)); // on the 29th there is no 02:30
    assertEquals(7, made.size(), made::toString);
    made.clear();
    clock.now = Instant.parse("2026-10-23T12:00:00Z");
    pass(Duration.ofDays(5)); // on the 25th there are two
    assertEquals(6, made.size(), made::toString);
    assertEquals(made.stream().distinct().toList(), made);
  }

  @Test
  void nightsWithoutPowerAreMadeUpOnce() throws Exception {
    pass(Duration.ofDays(2));
    made.clear();
    clock.pause(Duration.ofDays(9));
    backups = nightly(LocalTime.of(2, 30), 7, 12); // started again
    pass(Duration.ofHours(3));
    assertEquals(List.of("metergate-attic-2026-01-26.tar"), made);
  }

  @Test
  void aClockThatIsWrongForADayCostsAtMostOneCopy() throws Exception {
    pass(Duration.ofDays(10));
    List<String> before = names();
    Instant right = clock.now;
    for (String wrong : List.of("2031-05-05T12:00:00Z", "1970-01-01T12:00:00Z")) {
      clock.now = Instant.parse(wrong);
      backups.look();
      clock.now = right;
      backups.look();
    }
    List<String> after = names();
    long gone = before.stream().filter(name -> !after.contains(name)).count();
    assertTrue(gone <= 1, before + " became " + after);
    made.clear();
    clock.pause(Duration.ofDays(1));
    backups.look();
    assertEquals(1, made.size());
  }

  /** Copies of a clock that was ahead do not push out those of the right one. */
  @Test
  void aClockThatWasAheadForWeeksDoesNotCostTheCopiesAfterIt() throws Exception {
    Instant right = clock.now;
    clock.now = Instant.parse("2029-03-01T12:00:00Z");
    for (int day = 0; day < 500; day++) {
      clock.pause(Duration.ofDays(1));
      backups.look();
    }
    made.clear();
    clock.now = right;
    pass(Duration.ofDays(20));
    assertEquals(21, made.size(), made::toString);
    assertEquals(made.stream().distinct().toList(), made);
    List<String> names = names();
    assertTrue(names.containsAll(made.subList(14, 21)), names::toString);
    assertTrue(names.size() <= 7 + 2 + 7 + 12, names::toString);
  }

  @Test
  void waitsForAClockThatIsNotSet() {
    clockSet = false;
    pass(Duration.ofHours(1));
    assertEquals(List.of(), made);
    clockSet = true;
    pass(Duration.ofHours(1));
    assertEquals(1, made.size());
  }

  @Test
  void aFailureIsAFindingUntilACopyIsWritten() throws Exception {
    fault = "The disk is full; make room.";
    backups.look();
    ActiveFinding found = backups.findings().get(0);
    assertEquals("backup-not-written", found.finding().code().id());
    assertEquals(Map.of("day", "2026-01-15", "reason", fault), found.finding().parameters());
    pass(Duration.ofHours(6));
    ActiveFinding again = backups.findings().get(0);
    assertEquals(found.since(), again.since());
    assertTrue(again.count() >= 4 && again.count() < 20, again.count() + " attempts");
    fault = "";
    pass(Duration.ofHours(3));
    assertEquals(List.of(), backups.findings());
    assertEquals(1, made.size());
  }

  @Test
  void aMissingFolderIsAFindingAndIsNotCreated() throws Exception {
    Path stick = folder.resolve("stick/metergate");
    backups =
        new NightlyBackups(
            new BackupConfig(stick, LocalTime.NOON, 7, 12),
            "attic",
            ZONE,
            this::make,
            () -> true,
            clock);
    backups.look();
    String reason = backups.findings().get(0).finding().parameters().get("reason");
    assertTrue(reason.contains("There is no folder " + stick), reason);
    Files.createDirectories(stick);
    pass(Duration.ofHours(1));
    assertEquals(List.of(), backups.findings());
  }

  @Test
  void nothingElseInTheFolderIsEverRemoved() throws Exception {
    Map<String, String> others = new TreeMap<>();
    Random random = new Random(3);
    LocalDate day = LocalDate.of(2025, 1, 1);
    for (int i = 0; i < 40; i++) {
      String date = day.plusDays(random.nextInt(300)).toString();
      others.put("metergate-cellar-" + date + ".tar", "of another gateway");
      others.put("metergate-attic-" + date + ".tar.gz", "of a person");
      others.put("metergate-attic-" + date + "-my.tar", "of a person");
      others.put("metergate-attic-" + date + ".tar", "not written by this program");
    }
    others.put("metergate-attic-2025-99-99.tar", "no date");
    for (Map.Entry<String, String> other : others.entrySet()) {
      Files.writeString(folder.resolve(other.getKey()), other.getValue());
    }
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "a file");
    Path link = folder.resolve("metergate-attic-2024-01-01.tar");
    Files.createSymbolicLink(link, elsewhere);
    Files.writeString(folder.resolve("metergate-attic-2024-01-02.tar.part"), "of a killed one");
    pass(Duration.ofDays(30));
    for (Map.Entry<String, String> other : others.entrySet()) {
      assertEquals(other.getValue(), Files.readString(folder.resolve(other.getKey())));
    }
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(names().stream().noneMatch(name -> name.endsWith(".part")));
  }
}
