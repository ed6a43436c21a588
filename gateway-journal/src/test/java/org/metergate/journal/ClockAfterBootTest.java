// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.clock.ClockWait;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** A Raspberry Pi starts without the time, with and without a network; other machines have it. */
class ClockAfterBootTest {
  /** What the Pi's clock shows after a night without power. */
  private static final Instant WRONG = Instant.parse("2026-01-06T18:00:00Z");

  private static final Instant RIGHT = Instant.parse("2026-01-07T09:10:00Z");

  @TempDir Path folder;

  private SteppedTime time;
  private Path timesync;
  private int count;

  @BeforeEach
  void startAPi() throws Exception {
    timesync = Files.createDirectory(folder.resolve("timesync"));
    time = new SteppedTime(WRONG, Duration.ofSeconds(20));
  }

  /** What a reader with its own cursor received, and when. */
  private static final class Inbox {
    private static final String CURSOR = "home";

    private final List<StoredReading> got = new ArrayList<>();

    /** Reads what is new, as an output does: a missing cursor begins at the newest reading. */
    private void read(Journal journal) throws JournalException {
      long from = journal.cursors().of(CURSOR).orElse(journal.readings().newestId());
      List<StoredReading> batch = journal.readings().readAfter(from, 1000);
      got.addAll(batch);
      journal.cursors().move(CURSOR, batch.isEmpty() ? from : batch.get(batch.size() - 1).id());
    }

    private List<Instant> times() {
      return got.stream().map(stored -> stored.reading().receivedAt()).toList();
    }

    private List<Long> ids() {
      return got.stream().map(StoredReading::id).toList();
    }
  }

  private Journal open(String boot) throws JournalException {
    return open(boot, new ClockWait(Optional.of(timesync), folder, Duration.ofMinutes(10)));
  }

  private Journal open(String boot, ClockWait wait) throws JournalException {
    JournalSettings settings =
        new JournalSettings(
            folder.resolve("journal.db"),
            Duration.ofSeconds(60),
            Duration.ofDays(400),
            100_000_000,
            ZoneOffset.UTC,
            wait);
    return Journal.openQuiet(settings, time, boot);
  }

  private void read(Journal journal, Inbox inbox, int readings) throws Exception {
    for (int i = 0; i < readings; i++) {
      journal
          .readings()
          .append(
              new Reading(
                  Samples.METER,
                  count,
                  Origin.LIVE,
                  time.now(),
                  Optional.empty(),
                  Samples.reading(count++).measurements()));
      time.pause(Duration.ofSeconds(10));
      journal.tick();
      inbox.read(journal);
    }
  }

  private void networkComes() throws Exception {
    time.set(RIGHT);
    Files.createFile(timesync.resolve("synchronized"));
  }

  private static List<Instant> every10Seconds(Instant first, int count) {
    return LongStream.range(0, count).mapToObj(i -> first.plusSeconds(10 * i)).toList();
  }

  private static List<Long> ids(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  @Test
  void aPiWithoutTimeWaitsAndStampsWhenItsClockIsSet() throws Exception {
    Inbox inbox = new Inbox();
    List<StoredReading> listened = new ArrayList<>();
    List<StoredReading> watched = new ArrayList<>();
    try (Journal journal = open("boot-1")) {
      journal.readings().listen(listened::add);
      journal.readings().watch(watched::add);
      read(journal, inbox, 30);
      assertEquals(List.of(), inbox.got);
      assertEquals(List.of(), listened);
      assertEquals(30, watched.size());
      assertEquals(0, journal.readings().newestId());
      assertEquals(0, PlainSql.number(path(), "SELECT count(*) FROM rollup_minute"));
      assertEquals(List.of(), minutes(journal));
      assertEquals("clock-waited-for", journal.readings().clockFinding().orElseThrow().code().id());
      networkComes();
      read(journal, inbox, 30);
      assertEquals(Optional.empty(), journal.readings().clockFinding());
      assertEquals(ids(60), inbox.ids());
      assertEquals(every10Seconds(RIGHT.minusSeconds(300), 60), inbox.times());
      assertEquals(inbox.got, listened);
      assertEquals(60, minutes(journal).stream().mapToLong(Rollup::readings).sum());
      assertEquals(10, minutes(journal).stream().filter(m -> m.readings() > 0).count());
    }
  }

  @Test
  void whatWaitsOutlivesAKillOfTheProgramWithinTheBoot() throws Exception {
    Inbox inbox = new Inbox();
    try (Journal journal = open("boot-1")) {
      read(journal, inbox, 12);
    }
    networkComes();
    time.pause(Duration.ofSeconds(30));
    try (Journal journal = open("boot-1")) {
      assertEquals(12, journal.readings().newestId(), "timed before anything is published");
      read(journal, inbox, 1);
    }
    // a new output would begin at the newest reading; this one has a cursor
    assertEquals(every10Seconds(RIGHT.minusSeconds(120), 12), inbox.times().subList(0, 12));
  }

  @Test
  void aPiWithoutNetworkDeliversAfterTenMinutesAndSaysThatItsClockIsUnsure() throws Exception {
    Inbox inbox = new Inbox();
    try (Journal journal = open("boot-1")) {
      read(journal, inbox, 59);
      assertEquals(List.of(), inbox.got);
      read(journal, inbox, 20);
      assertEquals("clock-unsure", journal.readings().clockFinding().orElseThrow().code().id());
      assertEquals(ids(79), inbox.ids());
      assertEquals(every10Seconds(WRONG, 79), inbox.times());
      networkComes();
      read(journal, inbox, 10);
      assertEquals(Optional.empty(), journal.readings().clockFinding());
      assertEquals(ids(89), inbox.ids());
      assertEquals(every10Seconds(RIGHT, 10).get(9), inbox.times().get(88));
    }
  }

  @Test
  void aRestartOfTheProgramDoesNotRestartTheWait() throws Exception {
    Inbox inbox = new Inbox();
    for (int start = 0; start < 4; start++) {
      try (Journal journal = open("boot-1")) {
        read(journal, inbox, 19);
        assertEquals(start == 3, !inbox.got.isEmpty(), "start " + start);
      }
    }
    assertEquals(ids(76), inbox.ids());
  }

  @Test
  void whatCameInABootThatNeverKnewTheTimeIsDeliveredAndSaidToBeUnsure() throws Exception {
    Inbox inbox = new Inbox();
    try (Journal journal = open("boot-1")) {
      read(journal, inbox, 12);
    }
    time = new SteppedTime(WRONG.plusSeconds(60), Duration.ofSeconds(20));
    List<String> reported = new ArrayList<>();
    try (Journal journal = open("boot-2")) {
      journal.onLoss((name, finding) -> reported.add(name + " " + finding));
      read(journal, inbox, 6);
      assertEquals(ids(12), inbox.ids(), "those of this boot still wait");
      networkComes();
      read(journal, inbox, 6);
    }
    assertEquals(ids(24), inbox.ids());
    assertEquals(every10Seconds(WRONG, 12), inbox.times().subList(0, 12));
    assertEquals(every10Seconds(RIGHT.minusSeconds(60), 12), inbox.times().subList(12, 24));
    assertEquals(1, reported.size());
    assertTrue(
        reported.get(0).startsWith("journal ") && reported.get(0).contains("12"),
        reported.toString());
  }

  @Test
  void aReadingThatCameBeforeTheStepAndIsStoredBehindItKeepsItsMoment() throws Exception {
    try (Journal journal = open("boot-1")) {
      Instant came = time.now();
      time.pause(Duration.ofSeconds(3));
      networkComes();
      journal
          .readings()
          .append(
              new Reading(
                  Samples.METER,
                  1,
                  Origin.LIVE,
                  came,
                  Optional.empty(),
                  Samples.reading(1).measurements()));
      journal.tick();
      assertEquals(
          RIGHT.minusSeconds(3), journal.readings().readAfter(0, 1).get(0).reading().receivedAt());
    }
  }

  @Test
  void framesThatWaitForTheirKeyGetTheirTimesToo() throws Exception {
    try (Journal journal = open("boot-1")) {
      journal.undecoded().keep("electricity", new byte[] {1}, time.now());
      time.pause(Duration.ofSeconds(100));
      assertTrue(journal.readings().waitsForClock());
      networkComes();
      journal.tick();
      assertFalse(journal.readings().waitsForClock());
      StoredFrame frame =
          journal.undecoded().frames("electricity", journal.undecoded().range()).get(0);
      assertEquals(RIGHT.minusSeconds(100), frame.frame().receivedAt());
    }
  }

  @Test
  void aFrameThatIsKeptAWhileAfterItCameGetsTheTimeAtWhichItCame() throws Exception {
    try (Journal journal = open("boot-1")) {
      Instant came = time.now();
      time.pause(Duration.ofSeconds(60));
      journal.undecoded().keep("electricity", new byte[] {1}, came);
      time.pause(Duration.ofSeconds(40));
      networkComes();
      journal.tick();
      StoredFrame frame =
          journal.undecoded().frames("electricity", journal.undecoded().range()).get(0);
      assertEquals(RIGHT.minusSeconds(100), frame.frame().receivedAt());
    }
  }

  @Test
  void nothingIsDroppedForItsAgeByAClockThatIsNotSet() throws Exception {
    try (Journal journal = open("boot-1", ClockWait.NONE)) {
      read(journal, new Inbox(), 10);
    }
    time = new SteppedTime(WRONG.plus(Duration.ofDays(4000)), Duration.ofSeconds(20));
    try (Journal journal = open("boot-2")) {
      for (int i = 0; i < 10; i++) {
        time.pause(Duration.ofSeconds(60));
        journal.tick();
      }
      assertEquals(10, PlainSql.number(path(), "SELECT count(*) FROM reading"));
    }
  }

  /** A container has no such folder; a desktop is synchronised or has a clock with a battery. */
  @Test
  void otherMachinesDeliverAtOnceWhateverTheirClockSays() throws Exception {
    Path none = folder.resolve("none");
    Path rtc = Files.createDirectories(folder.resolve("rtc/rtc0"));
    Files.writeString(rtc.resolve("hctosys"), "1\n");
    Files.writeString(rtc.resolve("since_epoch"), "1793610000\n");
    Path synced = Files.createDirectory(folder.resolve("synced"));
    Files.createFile(synced.resolve("synchronized"));
    Duration wait = Duration.ofMinutes(10);
    List<ClockWait> machines =
        List.of(
            ClockWait.NONE,
            new ClockWait(Optional.of(none), none, wait),
            new ClockWait(Optional.of(synced), none, wait),
            new ClockWait(Optional.of(timesync), rtc.getParent(), wait));
    for (ClockWait machine : machines) {
      Inbox inbox = new Inbox();
      try (Journal journal = open("boot-1", machine)) {
        journal.cursors().move("home", journal.readings().newestId());
        read(journal, inbox, 1);
        assertEquals(1, inbox.got.size(), machine.toString());
        assertEquals(Optional.empty(), journal.readings().clockFinding());
      }
    }
  }

  @Test
  void aHardwareClockWithoutBatteryIsNotBelieved() throws Exception {
    Path rtc = Files.createDirectories(folder.resolve("rtc/rtc0"));
    Files.writeString(rtc.resolve("hctosys"), "1\n");
    Files.writeString(rtc.resolve("since_epoch"), "17\n");
    assertFalse(new ClockWait(Optional.of(timesync), rtc.getParent(), Duration.ZERO).isSet());
    Files.writeString(rtc.resolve("since_epoch"), "1793610000\n");
    Files.writeString(rtc.resolve("hctosys"), "0\n");
    assertFalse(new ClockWait(Optional.of(timesync), rtc.getParent(), Duration.ZERO).isSet());
  }

  private Path path() {
    return folder.resolve("journal.db");
  }

  private static List<Rollup> minutes(Journal journal) throws JournalException {
    List<Rollup> list = new ArrayList<>();
    journal
        .history()
        .intervals(
            journal.history().series("electricity").subList(0, 1),
            WRONG.minusSeconds(86_400),
            RIGHT.plusSeconds(86_400),
            Resolution.MINUTE,
            ZoneOffset.UTC,
            (series, rollup) -> list.add(rollup));
    return list;
  }
}
