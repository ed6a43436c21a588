// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalFindings;
import org.metergate.journal.JournalPath;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.testing.SampleReadings;
import org.metergate.testing.SmallDisk;
import org.metergate.time.VirtualTime;

/** A disk that is full, read-only or held by another program, for real: reading goes on. */
class DiskTroubleTest {
  private static final Instant START = Instant.parse("2026-01-07T12:00:00Z");

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(START);
  private final List<String> reported = new ArrayList<>();
  private final MeterChain chain =
      new MeterChain(
          "el", time::now, (meter, finding, change) -> reported.add(change + " " + finding));
  private Journal journal;
  private PendingReadings pendingReadings;
  private int count;

  private void open(Path path) throws JournalException {
    journal = Journal.open(new JournalSettings(path, Duration.ofHours(1)), time);
    pendingReadings = new PendingReadings(journal.readings()::append);
  }

  private void read(int readings) throws Exception {
    for (int i = 0; i < readings; i++) {
      pendingReadings.store(SampleReadings.live(count++, time.now()), chain);
      time.pause(Duration.ofSeconds(10));
    }
  }

  private void allAreThere(int readings) throws JournalException {
    assertEquals(
        LongStream.range(0, readings).boxed().toList(),
        journal.readings().readAfter(0, 10_000).stream()
            .map(stored -> stored.reading().telegram())
            .toList());
  }

  private void keep(int frames, int bytes) {
    for (int i = 0; i < frames; i++) {
      KeptFrame frame = new KeptFrame(time.now(), new byte[bytes]);
      pendingReadings.keep(frame, journal.undecoded(), chain);
    }
  }

  private int kept() throws JournalException {
    return journal.undecoded().frames("el", journal.undecoded().range()).size();
  }

  @Test
  void framesWaitForAFullDiskToo() throws Exception {
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("disk"), 1024)) {
      open(disk.path().resolve("journal.db"));
      read(100);
      disk.fill();
      keep(300, 1000);
      assertTrue(kept() < 300, kept() + " frames");
      read(1);
      assertTrue(reported.get(0).startsWith("BEGAN not-stored"), reported::toString);
      disk.free();
      pendingReadings.retry();
      assertEquals(300, kept());
      allAreThere(101);
      journal.close();
    }
  }

  @Test
  void readingsAndFramesShareTheMemoryAndWhatIsDiscardedIsNamed() throws Exception {
    Path path = folder.resolve("journal.db");
    open(path);
    int frame = 1000 + PendingReadings.FRAME_BYTES;
    int reading = PendingReadings.bytes(SampleReadings.live(0, time.now()));
    pendingReadings =
        new PendingReadings(
            journal.readings()::append, new WaitingMemory(2L * frame + 2L * reading));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      keep(2, 1000);
      read(2);
      assertEquals(List.of(), journal.failures());
      keep(1, 1000);
      assertEquals(
          List.of(JournalFindings.FRAMES_NOT_KEPT),
          journal.failures().stream().map(failure -> failure.finding().code()).toList());
    }
    pendingReadings.retry();
    assertEquals(2, kept());
    allAreThere(2);
    assertEquals(List.of(), journal.failures());
    journal.close();
  }

  @Test
  void aFrameThatCannotBeKeptHoldsUpNoReading() throws Exception {
    Path path = folder.resolve("journal.db");
    open(path);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = other.createStatement()) {
      statement.execute(
          "CREATE TRIGGER no BEFORE INSERT ON undecoded BEGIN SELECT raise(ABORT, 'no'); END");
    }
    keep(3, 10);
    read(5);
    allAreThere(5);
    assertEquals(3, journal.failures().get(0).count());
    assertEquals(JournalFindings.FRAMES_NOT_KEPT, journal.failures().get(0).finding().code());
    journal.close();
  }

  private static void isWhole(Path path) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
      assertEquals("ok", result.getString(1));
    }
  }

  @Test
  void aFullDiskIsToldReadingsWaitAndNothingIsLost() throws Exception {
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("disk"), 1024)) {
      Path path = disk.path().resolve("journal.db");
      open(path);
      read(100);
      disk.fill();
      read(300);
      journal.sync();
      assertEquals(1, reported.size(), reported::toString);
      assertTrue(reported.get(0).startsWith("BEGAN not-stored"), reported::toString);
      assertTrue(
          reported.get(0).contains("There is no space left on the disk of the journal " + path),
          reported::toString);
      int stored = journal.readings().readAfter(0, 10_000).size();
      assertTrue(stored >= 100 && stored < 400, stored + " stored");
      allAreThere(stored);
      disk.free();
      read(1);
      assertTrue(reported.get(1).startsWith("ENDED not-stored"), reported::toString);
      allAreThere(401);
      journal.close();
      isWhole(path);
      open(path);
      allAreThere(401);
      journal.close();
    }
  }

  @Test
  void aJournalThatClosesOnAFullDiskKeepsWhatItHas() throws Exception {
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("disk"), 1024)) {
      Path path = disk.path().resolve("journal.db");
      open(path);
      read(100);
      disk.fill();
      read(300);
      int stored = journal.readings().readAfter(0, 10_000).size();
      journal.close();
      disk.free();
      open(path);
      allAreThere(stored);
      journal.close();
      isWhole(path);
    }
  }

  @Test
  void aNewJournalOnAFullDiskIsRefusedWithASentence() throws Exception {
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("disk"), 512)) {
      disk.fill();
      Path path = disk.path().resolve("journal.db");
      JournalException e = assertThrows(JournalException.class, () -> open(path));
      assertEquals(JournalException.Cause.FULL, e.kind(), e.getMessage());
      assertTrue(e.getMessage().startsWith("There is no space left"), e.getMessage());
      disk.free();
      open(path);
      read(1);
      allAreThere(1);
      journal.close();
    }
  }

  @Test
  void aReadOnlyDiskIsRefusedWithASentence() throws Exception {
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("disk"), 1024)) {
      Path path = disk.path().resolve("journal.db");
      open(path);
      read(1);
      journal.close();
      disk.remount("ro");
      String foreseen = JournalPath.objection(path, false).orElseThrow();
      assertTrue(foreseen.contains("read-only"), foreseen);
      JournalException e = assertThrows(JournalException.class, () -> open(path));
      assertEquals(JournalException.Cause.NOT_WRITABLE, e.kind(), e.getMessage());
      assertTrue(e.getMessage().contains("read-only"), e.getMessage());
      disk.remount("rw");
      open(path);
      allAreThere(1);
      journal.close();
    }
  }

  @Test
  void aDiskThatBecomesReadOnlyIsReportedAndWhatIsOnItCanStillBeRead() throws Exception {
    Path at = folder.resolve("disk");
    try (SmallDisk disk = SmallDisk.ofExt4(at, folder.resolve("image"))) {
      Path path = disk.path().resolve("journal.db");
      open(path);
      read(100);
      journal.sync();
      disk.spoil();
      read(50);
      journal.sync();
      assertEquals(1, reported.size(), reported::toString);
      assertTrue(reported.get(0).startsWith("BEGAN not-stored {"), reported::toString);
      assertTrue(reported.get(0).contains("can no longer be written"), reported::toString);
      allAreThere(100);
      journal.close();
    }
  }

  @Test
  void aJournalThatAnotherProgramLocksHoldsUpNoLink() throws Exception {
    Path path = folder.resolve("journal.db");
    open(path);
    read(10);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long begin = System.nanoTime();
      read(2000); // at one wait of 300 ms each, these took ten minutes
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(took.compareTo(Duration.ofSeconds(60)) < 0, "2000 readings took " + took);
      assertTrue(reported.get(0).contains("Another program holds the journal"), reported::toString);
      allAreThere(10);
    }
    read(1);
    assertTrue(reported.get(1).startsWith("ENDED not-stored"), reported::toString);
    allAreThere(2011);
    journal.close();
    assertTrue(Files.exists(path));
  }
}
