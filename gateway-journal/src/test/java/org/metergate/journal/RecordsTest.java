// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** Records of meters' own loggers: each once, at its own time, never a current value. */
class RecordsTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-01-06T00:00:00Z");

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("journal.db");
  }

  @Test
  void aRecordThatIsReadAgainIsStoredOnce() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(1, journal.readings().appendRecord("hour", Samples.record(MIDNIGHT, 1)));
      assertEquals(0, journal.readings().appendRecord("hour", Samples.record(MIDNIGHT, 1)));
      assertEquals(2, journal.readings().append(Samples.reading(2)), "no id is lost by it");
    }
    try (Journal journal = Samples.open(path, time)) {
      List<StoredReading> received = new ArrayList<>();
      journal.readings().listen(received::add);
      assertEquals(0, journal.readings().appendRecord("hour", Samples.record(MIDNIGHT, 1)));
      assertEquals(List.of(), received);
      assertEquals(2, journal.readings().readAfter(0, 10).size());
    }
  }

  @Test
  void anotherTimeAnotherLoggerAndAnotherMeterAreOtherRecords() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(1, journal.readings().appendRecord("hour", Samples.record(MIDNIGHT, 1)));
      assertEquals(2, journal.readings().appendRecord("day", Samples.record(MIDNIGHT, 1)));
      assertEquals(3, journal.readings().append(Samples.record(MIDNIGHT, 1)));
      assertEquals(
          4, journal.readings().appendRecord("hour", Samples.record(MIDNIGHT.plusSeconds(1), 1)));
      Reading other = Samples.record(MIDNIGHT, 1);
      assertEquals(
          5,
          journal
              .readings()
              .appendRecord(
                  "hour",
                  new Reading(
                      org.metergate.spi.reading.MeterRef.of("heat", "7"),
                      1,
                      Origin.HISTORY,
                      other.receivedAt(),
                      other.meterTime(),
                      other.measurements())));
    }
  }

  @Test
  void aRecordReadForMoreRegistersAddsOnlyThose() throws Exception {
    Reading whole = Samples.record(MIDNIGHT, 7);
    Reading part = with(whole, whole.measurements().subList(0, 1));
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(1, journal.readings().appendRecord("hour", part));
      assertEquals(2, journal.readings().appendRecord("hour", whole));
      assertEquals(0, journal.readings().appendRecord("hour", whole));
      assertEquals(0, journal.readings().appendRecord("hour", part));
      List<StoredReading> all = journal.readings().readAfter(0, 10);
      assertEquals(part, all.get(0).reading());
      assertEquals(with(whole, whole.measurements().subList(1, 2)), all.get(1).reading());
    }
  }

  @Test
  void aRecordIsKnownByItsTimeWhateverItsOffset() throws Exception {
    Reading utc = Samples.record(MIDNIGHT, 1);
    MeterTime same = new MeterTime(LocalDateTime.parse("2026-01-06T01:00"), ZoneOffset.ofHours(1));
    try (Journal journal = Samples.open(path, time)) {
      journal.readings().appendRecord("hour", utc);
      assertEquals(0, journal.readings().appendRecord("hour", at(utc, Optional.of(same))));
    }
  }

  private void live(Journal journal, int number) throws JournalException {
    Reading like = Samples.reading(number);
    journal
        .readings()
        .append(
            new Reading(
                like.meter(),
                number,
                Origin.LIVE,
                time.now(),
                Optional.empty(),
                like.measurements()));
  }

  @Test
  void aRecordIsKnownLongAfterItsReadingWent() throws Exception {
    JournalSettings settings =
        new JournalSettings(
            path, Duration.ofSeconds(60), Duration.ofHours(1), 100_000_000, ZoneOffset.UTC);
    try (Journal journal = Journal.openQuiet(settings, time, "boot-1")) {
      journal.readings().appendRecord("hour", Samples.record(MIDNIGHT, 1));
      for (int i = 0; i < 30; i++) { // its age is that of the live readings around it
        live(journal, i);
        time.pause(Duration.ofHours(1));
        journal.tick();
      }
      assertEquals(0, PlainSql.number(path, "SELECT count(*) FROM reading WHERE history = 1"));
      assertEquals(0, journal.readings().appendRecord("hour", Samples.record(MIDNIGHT, 1)));
    }
  }

  @Test
  void aRecordIsNeverTheNewestOfItsMeter() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      journal.readings().append(Samples.reading(1));
      journal.readings().appendRecord("hour", Samples.record(Samples.START.plusSeconds(3600), 2));
      assertEquals(1, journal.readings().newestOf("electricity").orElseThrow().id());
    }
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(1, journal.readings().newestOf("electricity").orElseThrow().id());
      assertEquals(Origin.HISTORY, journal.readings().readAfter(1, 1).get(0).reading().origin());
    }
  }

  /** Live readings every 10 s with a night without any; then the meter's logger is read. */
  @Test
  void recordsFillTheirHoursAndReopenTheirRollUps() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      live(journal, 0, 720);
      time.pause(Duration.ofHours(8));
      live(journal, 3600, 4320);
      long before = hours(journal).stream().mapToLong(Rollup::readings).sum();
      assertEquals(720 + 720, before);
      for (int hour = 3; hour < 9; hour++) {
        Instant full = Instant.parse("2026-01-07T13:00:00Z").plusSeconds(3600L * hour);
        int number = (int) Duration.between(Samples.START, full).toSeconds() / 10;
        journal.readings().appendRecord("hour", Samples.record(full, number));
      }
      for (int i = 0; i < 5; i++) {
        time.pause(Duration.ofSeconds(60));
        journal.tick();
      }
      List<Rollup.Counter> after = hours(journal);
      int filled = 0;
      for (Rollup.Counter hour : after) {
        if (hour.delta().isPresent() && hour.readings() == 1) {
          assertEquals(BigDecimal.valueOf(3600), hour.delta().get());
          filled++;
        }
      }
      assertEquals(5, filled, after.toString());
      assertEquals(
          720 + 720 + 6, after.stream().mapToLong(Rollup::readings).sum(), after.toString());
    }
  }

  @Test
  void onlyHistoryIsTakenForARecord() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> journal.readings().appendRecord("hour", Samples.reading(1)));
    }
  }

  private void live(Journal journal, int first, int end) throws Exception {
    for (int i = first; i < end; i++) {
      Reading reading = Samples.reading(i);
      journal
          .readings()
          .append(
              new Reading(
                  Samples.METER,
                  i,
                  Origin.LIVE,
                  Samples.START.plusSeconds(10L * i),
                  Optional.empty(),
                  reading.measurements()));
      time.pause(Duration.ofSeconds(10));
      journal.tick();
    }
  }

  private static List<Rollup.Counter> hours(Journal journal) throws JournalException {
    List<Rollup.Counter> list = new ArrayList<>();
    journal
        .history()
        .intervals(
            journal.history().series("electricity").subList(0, 1),
            Samples.START.minusSeconds(86_400),
            Samples.START.plusSeconds(86_400),
            Resolution.HOUR,
            ZoneOffset.UTC,
            (series, rollup) -> list.add((Rollup.Counter) rollup));
    return list;
  }

  private static Reading with(Reading record, List<Measurement> measurements) {
    return new Reading(
        record.meter(),
        record.telegram(),
        record.origin(),
        record.receivedAt(),
        record.meterTime(),
        measurements);
  }

  private static Reading at(Reading record, Optional<MeterTime> stamp) {
    return new Reading(
        record.meter(),
        record.telegram(),
        record.origin(),
        record.receivedAt(),
        stamp,
        record.measurements());
  }
}
