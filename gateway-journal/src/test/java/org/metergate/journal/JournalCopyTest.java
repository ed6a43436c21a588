// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.SmallDisk;
import org.metergate.time.VirtualTime;

/** Copies of journals, while readings are stored and at rest. */
class JournalCopyTest {
  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);

  private Path file(String name) {
    return folder.resolve(name);
  }

  private List<StoredReading> readings(Path journal) throws Exception {
    try (Journal opened = Samples.open(journal, time)) {
      return opened.readings().readAfter(0, 10_000);
    }
  }

  @Test
  void holdsEveryReadingStoredBeforeAndNoTornOneOfThoseStoredMeanwhile() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    AtomicReference<Exception> failure = new AtomicReference<>();
    CountDownLatch writing = new CountDownLatch(200);
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 1; !enough.get(); i++) {
                    journal.readings().append(Samples.reading(i));
                    writing.countDown();
                  }
                } catch (JournalException e) {
                  failure.set(e);
                }
              });
      writer.start();
      writing.await();
      long before = journal.readings().newestId();
      JournalCopy copy = journal.copyInto(file("copy.db"));
      long after = journal.readings().newestId();
      enough.set(true);
      writer.join();
      assertEquals(null, failure.get());
      assertTrue(copy.newest() >= before && copy.newest() <= after, copy + " of " + before);
      assertEquals(Files.size(file("copy.db")), copy.bytes());
    }
    List<StoredReading> copied = readings(file("copy.db"));
    for (int i = 0; i < copied.size(); i++) {
      assertEquals(new StoredReading(i + 1, Samples.reading(i + 1), 0), copied.get(i));
    }
  }

  @Test
  void hasTheCursorsAndStatesOfThatMomentAndIsForItsOwnerAlone() throws Exception {
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      journal.readings().append(Samples.reading(1));
      journal.cursors().move("home", 1);
      journal.states().of("water", "total").put("17");
      journal.copyInto(file("copy.db"));
    }
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file("copy.db"))));
    try (Journal copy = Samples.open(file("copy.db"), time)) {
      assertEquals(1, copy.cursors().of("home").orElseThrow());
      assertEquals("17", copy.states().of("water", "total").get().orElseThrow());
    }
  }

  @Test
  void aJournalWhoseGatewayWasKilledIsCopiedWithItsLog() throws Exception {
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      journal.readings().append(Samples.reading(1));
      for (String name : List.of("journal.db", "journal.db-wal")) {
        Files.copy(file(name), Files.createDirectories(file("killed")).resolve(name));
      }
    }
    JournalCopy.ofClosed(file("killed/journal.db"), file("copy.db"));
    assertEquals(1, readings(file("copy.db")).size());
    assertEquals(1, readings(file("killed/journal.db")).size());
  }

  @Test
  void refusesAJournalThatAGatewayUsesAndLeavesNothing() throws Exception {
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      assertNotNull(journal);
      JournalException refused =
          assertThrows(
              JournalException.class,
              () -> JournalCopy.ofClosed(file("journal.db"), file("copy.db")));
      assertEquals(JournalException.Cause.IN_USE, refused.kind());
    }
    assertFalse(Files.exists(file("copy.db")));
  }

  @Test
  void aFullDiskLeavesNothingAndTheJournalGoesOn() throws Exception {
    try (SmallDisk disk = SmallDisk.inMemory(file("small"), 64);
        Journal journal = Samples.open(file("journal.db"), time)) {
      assertNotNull(disk);
      for (int i = 1; i <= 3000; i++) {
        journal.readings().append(Samples.reading(i));
      }
      JournalException refused =
          assertThrows(
              JournalException.class, () -> journal.copyInto(file("small").resolve("copy.db")));
      assertTrue(refused.getMessage().contains("are free)"), refused.getMessage());
      assertFalse(Files.exists(file("small").resolve("copy.db")));
      assertEquals(3001, journal.readings().append(Samples.reading(3001)));
      assertEquals(List.of(), journal.failures());
    }
  }

  @Test
  void aJournalOnADiskThatIsReadOnlyIsCopiedToAnother() throws Exception {
    try (SmallDisk disk = SmallDisk.inMemory(file("small"), 1000)) {
      Path path = file("small").resolve("journal.db");
      try (Journal journal = Samples.open(path, time)) {
        journal.readings().append(Samples.reading(1));
      }
      disk.remount("ro");
      JournalCopy.ofClosed(path, file("copy.db"));
    }
    assertEquals(1, readings(file("copy.db")).size());
  }

  /** The figures of docs/reference/backup.md. */
  @Test
  @Tag("slow")
  @EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
  void theLongestWaitOfAWriterWhile300MegabytesAreCopied() throws Exception {
    Path path = file("journal.db");
    try (Journal journal = Samples.open(path, time)) {
      int i = 0;
      while (Files.size(path) < 300_000_000L) {
        for (int n = 0; n < 10_000; n++) {
          journal.readings().append(Samples.reading(++i));
        }
        journal.sync();
      }
      AtomicBoolean enough = new AtomicBoolean();
      long[] longest = new long[1];
      int from = i;
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int n = 1; !enough.get(); n++) {
                    long begin = System.nanoTime();
                    journal.readings().append(Samples.reading(from + n));
                    longest[0] = Math.max(longest[0], System.nanoTime() - begin);
                    Thread.sleep(20); // the pace of a busy house, on the real clock
                  }
                } catch (JournalException | InterruptedException e) {
                  longest[0] = Long.MAX_VALUE;
                }
              });
      writer.start();
      long begin = System.nanoTime();
      JournalCopy copy = journal.copyInto(file("copy.db"));
      long took = System.nanoTime() - begin;
      enough.set(true);
      writer.join();
      System.out.printf(
          "%d MB, %d readings: copied and checked in %d ms, longest wait of a writer %d ms%n",
          copy.bytes() / 1_000_000, copy.newest(), took / 1_000_000, longest[0] / 1_000_000);
      assertTrue(longest[0] < 2_000_000_000L, longest[0] + " ns");
    }
  }
}
