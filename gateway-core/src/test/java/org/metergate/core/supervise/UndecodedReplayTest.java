// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

class UndecodedReplayTest {
  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");
  private static final int STEP = UndecodedReplay.FRAMES_PER_STEP;

  @TempDir private Path folder;

  private final VirtualTime time = new VirtualTime(NOON);
  private final List<String> reported = new ArrayList<>();
  private final List<Throwable> bugs = new ArrayList<>();
  private final List<Integer> tried = new ArrayList<>();
  private Journal journal;
  private UndecodedReplay late;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
    late =
        new UndecodedReplay(
            journal.readings(),
            journal.undecoded(),
            new CounterValidators(journal, time),
            bugs::add);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void triesEachFrameOnceInOrderAndReportsHowManyWereRead() throws Exception {
    keep("el", 2 * STEP + 5);
    add(chain("el"), this::readAll);
    assertEquals(3, steps());
    assertEquals(IntStream.range(0, 2 * STEP + 5).boxed().toList(), tried);
    assertEquals(tried, numbers());
    assertEquals(List.of("el HAPPENED read-late {count=205}"), reported);
    assertEquals(
        NOON.plusSeconds(7), journal.readings().readAfter(7, 1).get(0).reading().receivedAt());
    assertFalse(late.step());
    assertEquals(1, reported.size());
  }

  @Test
  void framesThatStayAreOfferedAgainByTheNextStart() throws Exception {
    keep("el", 10);
    add(chain("el"), (frame, session) -> number(frame) % 2 == 0 && readAll(frame, session));
    steps();
    assertEquals(List.of(0, 2, 4, 6, 8), numbers());
    late =
        new UndecodedReplay(
            journal.readings(),
            journal.undecoded(),
            new CounterValidators(journal, time),
            bugs::add);
    add(chain("el"), this::readAll);
    steps();
    assertEquals(List.of(0, 2, 4, 6, 8, 1, 3, 5, 7, 9), numbers());
    assertEquals(0, kept());
  }

  @Test
  void eachMeterGetsItsOwnAndOneWithoutReaderKeepsThem() throws Exception {
    keep("el", 3);
    keep("cellar", 3);
    keep("roof", 2);
    late.add(chain("el"), new LateSession("el", journal.states(), time), Optional.empty());
    add(chain("cellar"), this::readAll);
    add(chain("roof"), (frame, session) -> false);
    steps();
    assertEquals(3, numbers().size());
    assertEquals(List.of("cellar HAPPENED read-late {count=3}"), reported);
    assertEquals(5, kept());
  }

  @Test
  void frameThatBreaksTheDriverStaysAndCostsNoOther() throws Exception {
    keep("el", 5);
    add(
        chain("el"),
        (frame, session) -> {
          if (number(frame) == 2) {
            throw new IllegalStateException("as the test wants it");
          }
          return readAll(frame, session);
        });
    steps();
    assertEquals(List.of(0, 1, 3, 4), numbers());
    assertEquals(1, bugs.size());
    assertEquals(1, kept());
  }

  @Test
  void framesBehindOneThatTakesAllMemoryAreTriedInALaterStep() throws Exception {
    keep("el", 5);
    add(
        chain("el"),
        (frame, session) -> {
          if (number(frame) == 2) {
            throw new OutOfMemoryError("as the test wants it");
          }
          return readAll(frame, session);
        });
    assertThrows(OutOfMemoryError.class, late::step);
    steps();
    assertEquals(List.of(0, 1, 3, 4), numbers());
    assertEquals(1, kept());
  }

  @Test
  void frameWhoseReadingsWerePublishedIsFinishedWhateverTheReaderSays() throws Exception {
    keep("el", 1);
    add(
        chain("el"),
        (frame, session) -> {
          readAll(frame, session);
          return false;
        });
    steps();
    assertEquals(1, numbers().size());
    assertEquals(0, kept());
  }

  @Test
  void whatCannotBeWrittenIsTriedAgainWithoutAskingTheDriverTwice() throws Exception {
    keep("el", 5);
    outside("CREATE TRIGGER no BEFORE INSERT ON reading BEGIN SELECT raise(ABORT, 'full'); END");
    add(chain("el"), this::readAll);
    assertFalse(late.step(), "not worth going on at once");
    assertFalse(late.step());
    assertEquals(5, kept());
    assertTrue(reported.get(0).startsWith("el BEGAN not-stored {waiting=5"), reported::toString);
    outside("DROP TRIGGER no");
    steps();
    assertEquals(5, tried.size());
    assertEquals(List.of(0, 1, 2, 3, 4), numbers());
    assertEquals(0, kept());
    assertEquals("el HAPPENED read-late {count=5}", reported.get(reported.size() - 1));
  }

  @Test
  void journalThatCannotBeReadIsToldOnce() throws Exception {
    keep("el", 1);
    add(chain("el"), this::readAll);
    journal.close();
    assertFalse(late.step());
    assertFalse(late.step());
    assertEquals(1, reported.size());
    assertTrue(
        reported.get(0).startsWith("el HAPPENED kept-unreadable {reason="), reported::toString);
  }

  @Test
  void lateReadingsLeaveTheChainOfThePresentAlone() throws Exception {
    keep("el", 3);
    MeterChain chain = chain("el");
    add(chain, this::readAll);
    steps();
    assertTrue(chain.snapshot().lastReading().isEmpty());
    assertTrue(chain.snapshot().stages().stream().allMatch(stage -> stage.passed() == 0));
  }

  private void keep(String meter, int count) throws JournalException {
    for (int i = 0; i < count; i++) {
      journal.undecoded().keep(meter, new byte[] {(byte) (i >> 8), (byte) i}, NOON.plusSeconds(i));
    }
  }

  private int steps() {
    int steps = 1;
    while (late.step()) {
      steps++;
    }
    return steps;
  }

  private static int number(KeptFrame frame) {
    return (frame.bytes()[0] & 0xFF) << 8 | frame.bytes()[1] & 0xFF;
  }

  /** Tries a frame, and publishes to a session. */
  private interface Trial {
    boolean read(KeptFrame frame, MeterSession session);
  }

  private void add(MeterChain chain, Trial trial) {
    LateSession session = new LateSession(chain.meter(), journal.states(), time);
    late.add(chain, session, Optional.of(frame -> trial.read(frame, session)));
  }

  /** A {@link KeptReader} that opens everything; the number of the frame is in the register. */
  private boolean readAll(KeptFrame frame, MeterSession session) {
    int number = number(frame);
    tried.add(number);
    Measurement list =
        Measurement.of(Quantities.LIST_ID, new Value.Text("toy"), Integer.toString(number));
    session.publish("4711", Optional.empty(), List.of(list));
    return true;
  }

  private List<Integer> numbers() throws Exception {
    return journal.readings().readAfter(0, 10_000).stream()
        .map(StoredReading::reading)
        .map(reading -> Integer.parseInt(reading.measurements().get(0).register()))
        .toList();
  }

  private long kept() throws Exception {
    return journal.undecoded().frames("el", journal.undecoded().range()).size()
        + journal.undecoded().frames("cellar", journal.undecoded().range()).size()
        + journal.undecoded().frames("roof", journal.undecoded().range()).size();
  }

  private void outside(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private MeterChain chain(String meter) {
    return new MeterChain(
        meter,
        time::now,
        (name, finding, change) -> reported.add(name + " " + change + " " + finding));
  }
}
