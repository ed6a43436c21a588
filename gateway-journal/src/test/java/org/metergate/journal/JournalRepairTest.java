// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.finding.FindingCode;
import org.metergate.testing.Await;
import org.metergate.time.VirtualTime;

/** Checks and repairs of journals that are damaged at rest. */
class JournalRepairTest {
  private static final int READINGS = 1000;

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;

  @BeforeEach
  void nameTheFile() throws Exception {
    path = folder.resolve("journal.db");
  }

  private void write() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      for (int i = 1; i <= READINGS; i++) {
        time.pause(Duration.ofSeconds(10));
        journal.readings().append(Samples.list(i));
      }
      journal.cursors().move("home", 400);
      rollUp(journal);
    }
  }

  private void rollUp(Journal journal) throws Exception {
    for (int i = 0; i < 5; i++) {
      time.pause(Duration.ofMinutes(2));
      journal.tick();
    }
  }

  private JournalCheck check() throws Exception {
    return JournalCheck.of(path, ZoneOffset.UTC);
  }

  private void damage(long position, int bytes) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(position / 512 * 512);
      file.write(new byte[bytes]);
    }
  }

  private Set<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(Collectors.toSet());
    }
  }

  @Test
  void aGoodJournalIsGoodWhileItIsOpenAndAfterwards() throws Exception {
    write();
    Set<Path> before = files();
    JournalCheck closed = check();
    assertTrue(closed.isGood(), closed::toString);
    assertEquals(READINGS, closed.readings());
    assertEquals(1, closed.first());
    assertEquals(READINGS, closed.last());
    assertEquals(0, closed.logBytes());
    assertEquals(before, files(), "a check leaves files behind");
    try (Journal journal = Samples.open(path, time)) {
      journal.readings().append(Samples.list(READINGS + 1));
      JournalCheck open = check();
      assertTrue(open.isGood(), open::toString);
      assertEquals(READINGS + 1, open.readings());
      assertTrue(open.logBytes() > 0);
      journal.readings().append(Samples.list(READINGS + 2));
    }
  }

  @Test
  void rollupsThatDoNotAgreeWithTheirReadingsAreFound() throws Exception {
    write();
    PlainSql.execute(
        path, "DELETE FROM rollup_minute WHERE place = (SELECT min(place) FROM rollup_minute)");
    JournalCheck check = check();
    assertFalse(check.isGood(), check::toString);
    assertEquals(1, check.disagreeing());
    JournalRepair.run(path, ZoneOffset.UTC, time.now());
    try (Journal journal = Samples.open(path, time)) {
      rollUp(journal);
    }
    assertTrue(check().isGood(), () -> "not rolled up again");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 35, 50, 65, 80, 95})
  void aRepairSavesAllThatIsNotInTheDamagedPages(int percent) throws Exception {
    write();
    damage(Files.size(path) * percent / 100, 1024);
    byte[] damaged = Files.readAllBytes(path);
    assertFalse(check().isGood());
    JournalRepair repair = JournalRepair.run(path, ZoneOffset.UTC, time.now());
    assertArrayEquals(damaged, Files.readAllBytes(repair.damaged()));
    assertTrue(repair.damaged().getFileName().toString().startsWith("journal.db-damaged-"));
    assertEquals("ok", PlainSql.text(path, "PRAGMA integrity_check"));
    assertTrue(repair.saved().readings() > READINGS - 30, repair::toString);
    assertEquals(
        repair.saved().readings() < READINGS,
        repair.saved().missing().contains("could not be read"),
        repair::toString);
    try (Journal journal = Samples.open(path, time)) {
      List<StoredReading> all = journal.readings().readAfter(0, READINGS * 2);
      assertEquals(repair.saved().readings(), all.size());
      for (StoredReading one : all) {
        assertEquals(Samples.list((int) one.id()), one.reading());
      }
      assertEquals(400, journal.cursors().of("home").orElse(0));
      assertTrue(journal.readings().append(Samples.list(1)) > READINGS);
    }
    assertTrue(check().damage().isEmpty());
  }

  @Test
  void aRepairRefusesWhileAGatewayUsesTheJournal() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      JournalException e =
          assertThrows(
              JournalException.class, () -> JournalRepair.run(path, ZoneOffset.UTC, time.now()));
      assertEquals(JournalException.Cause.IN_USE, e.kind());
      assertEquals(1, journal.readings().append(Samples.list(1)));
    }
  }

  @Test
  void aRepairLeavesWhatIsNoJournalAlone() throws Exception {
    PlainSql.execute(path, "CREATE TABLE recipe (name TEXT)");
    byte[] before = Files.readAllBytes(path);
    assertThrows(JournalException.class, () -> JournalRepair.run(path, ZoneOffset.UTC, time.now()));
    assertArrayEquals(before, Files.readAllBytes(path));
    JournalException e =
        assertThrows(
            JournalException.class,
            () -> JournalRepair.run(folder.resolve("no"), ZoneOffset.UTC, time.now()));
    assertTrue(e.getMessage().startsWith("There is no journal "), e.getMessage());
  }

  @Test
  void damageThatIsFoundAfterAnUncleanEndIsAFault() throws Exception {
    write();
    Files.write(path.resolveSibling("journal.db-wal"), new byte[32]);
    assertEquals(List.of(), faultsAfterACheck());
    damage(Files.size(path) / 2, 512);
    Files.write(path.resolveSibling("journal.db-wal"), new byte[32]);
    assertEquals(List.of(JournalFindings.CHECK_FAILED), faultsAfterACheck());
  }

  private List<FindingCode> faultsAfterACheck() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      Await.until("the check is over", Duration.ofSeconds(20), () -> !journal.isChecking());
      journal.tick();
      return journal.failures().stream().map(each -> each.finding().code()).toList();
    }
  }
}
