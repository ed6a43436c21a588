// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

class KeptFramesTest {
  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;
  private Journal journal;

  @BeforeEach
  void open() throws Exception {
    path = folder.resolve("journal.db");
    journal = Samples.open(path, time);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private List<String> keep(String meter, int second) throws JournalException {
    byte[] frame = {0x7E, (byte) second};
    return journal.undecoded().keep(meter, frame, Samples.START.plusSeconds(second));
  }

  private List<StoredFrame> frames(String meter) throws JournalException {
    return journal.undecoded().frames(meter, journal.undecoded().range());
  }

  private static Reading late(int number) {
    return Samples.reading(Samples.METER, Origin.LATE, number);
  }

  private long count(String table) throws Exception {
    return PlainSql.number(path, "SELECT count(*) FROM " + table);
  }

  @Test
  void givesTheFramesOfAMeterBackInOrderWithTheirTimes() throws Exception {
    assertTrue(
        journal.undecoded().range().last() < journal.undecoded().range().first(), "there are none");
    assertEquals(List.of(), frames("electricity"));
    for (int i = 1; i <= 6; i++) {
      keep(i % 2 == 0 ? "electricity" : "cellar", i);
    }
    assertEquals(new KeptRange(1, 6), journal.undecoded().range());
    List<StoredFrame> frames = frames("electricity");
    assertEquals(List.of(2L, 4L, 6L), frames.stream().map(StoredFrame::id).toList());
    assertEquals(Samples.START.plusSeconds(4), frames.get(1).frame().receivedAt());
    assertArrayEquals(new byte[] {0x7E, 4}, frames.get(1).frame().bytes());
    assertEquals(1, journal.undecoded().frames("electricity", new KeptRange(2, 3)).size());
  }

  @Test
  void aFrameGoesInTheMomentItsReadingComes() throws Exception {
    for (int i = 1; i <= 4; i++) {
      keep("electricity", i);
    }
    List<StoredReading> received = new ArrayList<>();
    journal.readings().listen(received::add);
    journal.readings().appendLate(List.of(late(1), late(3)), List.of(1L, 2L, 3L));
    assertEquals(List.of(4L), frames("electricity").stream().map(StoredFrame::id).toList());
    List<StoredReading> stored = journal.readings().readAfter(0, 10);
    assertEquals(List.of(1L, 2L), stored.stream().map(StoredReading::id).toList());
    assertEquals(List.of(late(1), late(3)), stored.stream().map(StoredReading::reading).toList());
    assertEquals(stored, received);
    assertEquals(2, journal.readings().newestId());
  }

  @Test
  void framesThatSayNothingNewGoWithoutAReading() throws Exception {
    journal.readings().append(Samples.reading(9));
    keep("electricity", 1);
    journal.readings().appendLate(List.of(), List.of(1L));
    assertEquals(0, count("undecoded"));
    assertEquals(1, journal.readings().newestId());
    assertEquals(2, journal.readings().append(Samples.reading(10)));
  }

  @Test
  void whatIsCutShortBetweenReadingAndRemovingNeitherLosesNorDoubles() throws Exception {
    keep("electricity", 1);
    keep("electricity", 2);
    PlainSql.execute(
        path,
        "CREATE TRIGGER cut BEFORE DELETE ON undecoded WHEN old.id = 2"
            + " BEGIN SELECT raise(ABORT, 'cut short'); END");
    List<Reading> both = List.of(late(1), late(2));
    assertThrows(
        JournalException.class, () -> journal.readings().appendLate(both, List.of(1L, 2L)));
    assertEquals(0, count("reading"));
    assertEquals(2, count("undecoded"));
    PlainSql.execute(path, "DROP TRIGGER cut");
    journal.readings().appendLate(both, List.of(1L, 2L));
    assertEquals(2, count("reading"));
    assertEquals(0, count("undecoded"));
    assertEquals(
        both, journal.readings().readAfter(0, 9).stream().map(StoredReading::reading).toList());
  }

  @Test
  void aLateReadingIsNeverTheNewestOfItsMeter() throws Exception {
    keep("electricity", 1);
    journal.readings().appendLate(List.of(late(1)), List.of(1L));
    assertTrue(journal.readings().newestOf("electricity").isEmpty());
    journal.readings().append(Samples.reading(9));
    journal.readings().appendLate(List.of(late(2)), List.of());
    assertEquals(2, journal.readings().newestOf("electricity").orElseThrow().id());
    journal.close();
    journal = Samples.open(path, time);
    assertEquals(2, journal.readings().newestOf("electricity").orElseThrow().id());
    assertEquals(Origin.LATE, journal.readings().readAfter(2, 1).get(0).reading().origin());
  }

  @Test
  void anyNumberOfSmallStepsFindsFreeIds() throws Exception {
    List<Reading> many = LongStream.range(0, 9_000).mapToObj(i -> late((int) i)).toList();
    for (int i = 0; i < 12; i++) { // more than the reserve of ids
      journal.readings().appendLate(many, List.of());
    }
    assertEquals(108_000, journal.readings().newestId());
    assertEquals(108_000, count("reading"));
  }

  @Test
  void saysWhoseFramesHadToGo() throws Exception {
    byte[] half = new byte[(int) Undecoded.MAX_BYTES / 2];
    assertEquals(List.of(), journal.undecoded().keep("cellar", half, Samples.START));
    assertEquals(List.of(), journal.undecoded().keep("electricity", half, Samples.START));
    assertEquals(List.of("cellar"), keep("electricity", 1));
    assertEquals(List.of(), keep("electricity", 2));
  }

  @Test
  void framesThatWereReadMakeRoomEvenBetweenOthers() throws Exception {
    byte[] third = new byte[(int) Undecoded.MAX_BYTES / 3];
    Instant at = Samples.START;
    journal.undecoded().keep("cellar", third, at);
    journal.undecoded().keep("electricity", third, at);
    journal.undecoded().keep("cellar", third, at);
    journal.readings().appendLate(List.of(), List.of(2L));
    assertEquals(List.of(), journal.undecoded().keep("cellar", third, at));
    assertEquals(3, count("undecoded"), "read frames no longer count");
    assertEquals(List.of("cellar"), keep("cellar", 1));
  }
}
