// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.sql.Database;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

class JournalTest {
  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("journal.db");
  }

  private Journal open() throws JournalException {
    return Samples.open(path, time);
  }

  @Test
  void givesIdsFromOneAndReadsInTheirOrder() throws Exception {
    try (Journal journal = open()) {
      assertEquals(0, journal.readings().newestId());
      for (int i = 1; i <= 100; i++) {
        assertEquals(i, journal.readings().append(Samples.reading(i)));
      }
      assertEquals(100, journal.readings().newestId());
      List<StoredReading> some = journal.readings().readAfter(40, 3);
      assertEquals(List.of(41L, 42L, 43L), some.stream().map(StoredReading::id).toList());
      assertEquals(Samples.reading(41), some.get(0).reading());
      assertEquals(List.of(), journal.readings().readAfter(100, 10));
    }
  }

  /** As its own thread does, which is on the way to a sync while another one closes it. */
  @Test
  void aSyncThatComesAfterTheEndIsNoFailure() throws Exception {
    Journal journal = open();
    journal.readings().append(Samples.reading(1));
    journal.close();
    time.pause(Duration.ofMinutes(2));
    journal.tick();
    journal.sync();
    assertEquals(List.of(), journal.failures());
    try (Journal again = open()) {
      assertEquals(1, again.readings().newestId());
    }
  }

  @Test
  void goesOnWithTheNextIdAfterAStart() throws Exception {
    try (Journal journal = open()) {
      journal.readings().append(Samples.reading(1));
    }
    try (Journal journal = open()) {
      assertEquals(1, journal.readings().newestId());
      assertEquals(2, journal.readings().append(Samples.reading(2)));
      assertEquals(2, journal.readings().readAfter(0, 10).size());
    }
  }

  @Test
  void cursorsAndStatesSurviveClosing() throws Exception {
    try (Journal journal = open()) {
      assertEquals(OptionalLong.empty(), journal.cursors().of("home"));
      journal.readings().append(Samples.reading(1));
      journal.cursors().move("home", 1);
      journal.states().of("electricity", "invocation-counter").put("4711");
    }
    try (Journal journal = open()) {
      assertEquals(OptionalLong.of(1), journal.cursors().of("home"));
      assertEquals(OptionalLong.empty(), journal.cursors().of("files"));
      assertEquals(
          Optional.of("4711"), journal.states().of("electricity", "invocation-counter").get());
      assertEquals(Optional.empty(), journal.states().of("water", "invocation-counter").get());
    }
  }

  @Test
  void cursorsReachTheFileOnceInASyncInterval() throws Exception {
    try (Journal journal = open()) {
      journal.cursors().move("home", 7);
      time.pause(Duration.ofSeconds(59));
      journal.tick();
      assertEquals(0, inFile("SELECT count(*) FROM cursor"));
      time.pause(Duration.ofSeconds(1));
      journal.tick();
      assertEquals(7, inFile("SELECT reading FROM cursor WHERE output='home'"));
      journal.cursors().move("home", 8);
      journal.tick();
      assertEquals(7, inFile("SELECT reading FROM cursor WHERE output='home'"));
      time.pause(Duration.ofSeconds(60));
      journal.tick();
      assertEquals(8, inFile("SELECT reading FROM cursor WHERE output='home'"));
    }
  }

  @Test
  void statesReachTheFileWithTheNextReading() throws Exception {
    try (Journal journal = open()) {
      DurableState counter = journal.states().of("electricity", "counter");
      counter.put("1");
      counter.put("2");
      assertEquals(0, inFile("SELECT count(*) FROM state WHERE meter='electricity'"));
      journal.readings().append(Samples.reading(1));
      assertEquals(2, inFile("SELECT text FROM state WHERE key='counter'"));
      assertEquals(Optional.of("2"), journal.states().of("electricity", "counter").get());
    }
  }

  @Test
  void refusesAStateThatIsLongerThanPromised() throws Exception {
    try (Journal journal = open()) {
      DurableState state = journal.states().of("electricity", "speed");
      state.put("x".repeat(4096));
      assertThrows(IllegalArgumentException.class, () -> state.put("x".repeat(4097)));
      assertEquals(4096, state.get().orElseThrow().length());
    }
  }

  @Test
  void syncsByItselfInProduction() throws Exception {
    JournalSettings settings = new JournalSettings(path, Duration.ofMillis(100));
    try (Journal journal = Journal.open(settings, new SystemTime())) {
      journal.cursors().move("home", 7);
      Await.until("a sync came", () -> inFile("SELECT reading FROM cursor") == 7);
    }
  }

  @Test
  void findsTheNewestLiveReadingOfEachMeterAfterAStart() throws Exception {
    MeterRef gas = new MeterRef("electricity", "gas", "123");
    MeterRef replaced = MeterRef.of("electricity", "another number");
    try (Journal journal = open()) {
      journal.readings().append(Samples.reading(1));
      journal.readings().append(Samples.reading(gas, Origin.LIVE, 2));
      journal.sync();
      journal.readings().append(Samples.reading(replaced, Origin.LIVE, 3));
      journal.readings().append(Samples.reading(gas, Origin.HISTORY, 4));
      journal.readings().append(Samples.reading(gas, Origin.LIVE, 5));
      assertEquals(3, journal.readings().newestOf("electricity").orElseThrow().id());
    }
    try (Journal journal = open()) {
      StoredReading newest = journal.readings().newestOf("electricity").orElseThrow();
      assertEquals(new StoredReading(3, Samples.reading(replaced, Origin.LIVE, 3)), newest);
      assertEquals(5, journal.readings().newestOf("electricity-gas").orElseThrow().id());
      assertEquals(Optional.empty(), journal.readings().newestOf("water"));
    }
  }

  @Test
  void tellsListenersAfterTheCommitOnTheAppendingThread() throws Exception {
    List<StoredReading> received = new ArrayList<>();
    try (Journal journal = open()) {
      AutoCloseable listening =
          journal
              .readings()
              .listen(
                  reading -> {
                    assertEquals(reading.id(), inFileOrFail("SELECT max(id) FROM reading"));
                    assertTrue(Thread.currentThread().getName().equals("a link"));
                    received.add(reading);
                  });
      Thread link = new Thread(() -> appendOrFail(journal, 1), "a link");
      link.start();
      link.join();
      listening.close();
      journal.readings().append(Samples.reading(2));
    }
    assertEquals(List.of(new StoredReading(1, Samples.reading(1))), received);
  }

  @Test
  void aListenerThatThrowsCostsNobodyAnything() throws Exception {
    List<Long> received = new ArrayList<>();
    try (Journal journal = open()) {
      journal
          .readings()
          .listen(
              reading -> {
                throw new IllegalStateException("a bug in an output");
              });
      journal.readings().listen(reading -> received.add(reading.id()));
      assertEquals(1, journal.readings().append(Samples.reading(1)));
      assertEquals(2, journal.readings().append(Samples.reading(2)));
    }
    assertEquals(List.of(1L, 2L), received);
  }

  @Test
  void aListenerMayReadAndAppend() throws Exception {
    try (Journal journal = open()) {
      journal
          .readings()
          .listen(
              reading -> {
                if (reading.id() == 1) {
                  appendOrFail(journal, 2);
                }
              });
      journal.readings().append(Samples.reading(1));
      assertEquals(2, journal.readings().readAfter(0, 10).size());
    }
  }

  @Test
  void saysThatItIsClosed() throws Exception {
    Journal journal = open();
    journal.close();
    journal.close();
    JournalException e =
        assertThrows(JournalException.class, () -> journal.readings().append(Samples.reading(1)));
    assertEquals(JournalException.Cause.CLOSED, e.kind());
    assertThrows(JournalException.class, () -> journal.readings().readAfter(0, 1));
    journal.sync();
    journal.tick();
  }

  @Test
  void givesNoIdTwiceWhenTheReserveRunsOutBetweenTwoSyncs() throws Exception {
    try (Database database = Database.open(path)) {
      Writer writer = Samples.writer(database, time);
      assertEquals(
          Appended.SYNC_FIRST,
          writer.append(Samples.reading(1), ""),
          "nothing is reserved before a sync");
      long prepared = writer.prepareSync();
      database.flush();
      writer.synced(prepared);
      for (int i = 1; i <= ReadingIdSequence.RESERVE; i++) {
        assertEquals(i, writer.append(Samples.reading(i), "").id());
      }
      assertEquals(Appended.SYNC_FIRST, writer.append(Samples.reading(1), ""));
      writer.synced(writer.prepareSync());
      assertEquals(ReadingIdSequence.RESERVE + 1, writer.append(Samples.reading(1), "").id());
    }
  }

  private static void appendOrFail(Journal journal, int number) {
    try {
      journal.readings().append(Samples.reading(number));
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  private long inFile(String sql) throws Exception {
    return PlainSql.number(path, sql);
  }

  private long inFileOrFail(String sql) {
    try {
      return inFile(sql);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anErrorAfterTheCommitNeverMakesALinkStoreAReadingAgain() throws Exception {
    List<Long> received = new ArrayList<>();
    List<Error> errors =
        List.of(new OutOfMemoryError("heap"), new StackOverflowError(), new NoClassDefFoundError());
    try (Journal journal = open()) {
      for (Error error : errors) {
        journal.readings().listen(stored -> failWith(error));
        journal.readings().watch(stored -> failWith(error));
      }
      journal.readings().listen(stored -> received.add(stored.id()));
      for (int i = 1; i <= 3; i++) {
        assertEquals(i, journal.readings().append(Samples.reading(i))); // it returns: no retry
      }
      assertEquals(3, journal.readings().newestId());
      assertEquals(
          List.of(1L, 2L, 3L),
          journal.readings().readAfter(0, 10).stream().map(StoredReading::id).toList());
    }
    assertEquals(List.of(1L, 2L, 3L), received);
  }

  private static void failWith(Error error) {
    throw error;
  }
}
