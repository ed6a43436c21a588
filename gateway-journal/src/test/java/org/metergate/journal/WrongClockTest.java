// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** Whatever the clock of the machine or of a meter shows, no reading goes before its time. */
class WrongClockTest {
  private static final Duration FAR = Duration.ofDays(500);
  private static final Duration STEP = Duration.ofHours(1);

  @TempDir Path folder;

  private final List<Finding> findings = new ArrayList<>();
  private SteppedTime time;
  private String boot = "boot-1";
  private Duration keep = Duration.ofDays(10);
  private Journal journal;
  private int sent;

  @BeforeEach
  void fiveDaysOfReadings() throws Exception {
    time = new SteppedTime(Samples.START, Duration.ofSeconds(20));
    open();
    run(Duration.ofDays(5));
    assertEquals(sent, stored());
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void open() throws JournalException {
    journal =
        Journal.openQuiet(
            new JournalSettings(
                folder.resolve("journal.db"),
                Duration.ofSeconds(60),
                keep,
                100_000_000,
                ZoneOffset.UTC),
            time,
            boot);
    journal.onLoss((output, finding) -> findings.add(finding));
  }

  /** Starts the machine again after a time without power. */
  private void reboot(Instant shown) throws JournalException {
    journal.close();
    boot += "x";
    time = new SteppedTime(shown, Duration.ofSeconds(20));
    open();
  }

  /** Sends a reading every hour. */
  private void run(Duration length) throws Exception {
    for (long i = 0; i < length.dividedBy(STEP); i++) {
      append(Origin.LIVE, time.now(), Optional.empty());
      time.pause(STEP);
      journal.tick();
    }
  }

  private void append(Origin origin, Instant received, Optional<MeterTime> own) throws Exception {
    journal
        .readings()
        .append(
            new Reading(
                Samples.METER,
                sent,
                origin,
                received,
                own,
                Samples.reading(Samples.METER, origin, sent++).measurements()));
  }

  private long stored() throws Exception {
    return PlainSql.number(folder.resolve("journal.db"), "SELECT count(*) FROM reading");
  }

  private void assertNothingWent() throws Exception {
    assertEquals(sent, stored());
    assertEquals(List.of(), findings);
  }

  @Test
  void aClockThatIsSetFarAheadAndBackWithinADayDeletesNothing() throws Exception {
    time.set(time.now().plus(FAR));
    run(Duration.ofHours(20));
    assertNothingWent();
    time.set(time.now().minus(FAR));
    run(Duration.ofDays(3)); // the readings of the wrong hours stay among the others
    assertNothingWent();
  }

  @Test
  void aMachineThatStartsFarAheadDeletesNothing() throws Exception {
    Instant right = time.now();
    reboot(right.plus(FAR));
    run(Duration.ofHours(20));
    assertNothingWent();
    time.set(right.plus(Duration.ofHours(20)));
    run(Duration.ofDays(2));
    assertNothingWent();
  }

  @Test
  void aJournalThatIsNewKnowsNoClockForADay() throws Exception {
    journal.close();
    PlainSql.execute(
        folder.resolve("journal.db"), "DELETE FROM state WHERE key = 'clock-believed'");
    time.set(time.now().plus(FAR));
    boot = "boot-2";
    open();
    run(Duration.ofHours(23));
    assertNothingWent();
  }

  @Test
  void aClockThatIsSetBackDeletesNothingThenNorWhenItIsRightAgain() throws Exception {
    Instant right = time.now();
    time.set(right.minus(FAR));
    run(Duration.ofDays(2));
    assertNothingWent();
    time.set(right.plus(Duration.ofDays(2)));
    run(Duration.ofDays(2)); // what was stored with the times of the year before last is not old
    assertNothingWent();
  }

  @Test
  void oneReadingFromTheFutureDeletesNothingAndHoldsNothingBackForEver() throws Exception {
    append(Origin.LIVE, time.now().plus(FAR), Optional.empty());
    run(Duration.ofDays(4));
    assertNothingWent();
    run(Duration.ofDays(10));
    assertTrue(stored() < sent - 150, stored() + " of " + sent);
    assertEquals(
        0,
        PlainSql.number(
            folder.resolve("journal.db"),
            "SELECT count(*) FROM reading WHERE received_ms > "
                + time.now().plus(Duration.ofDays(100)).toEpochMilli()));
  }

  @Test
  void timesOfMetersAndTheirLoggersDoNotCount() throws Exception {
    MeterTime ahead =
        MeterTime.local(time.now().plus(FAR).atOffset(ZoneOffset.UTC).toLocalDateTime());
    append(Origin.LIVE, time.now(), Optional.of(ahead));
    append(Origin.HISTORY, Instant.parse("1999-01-01T00:00:00Z"), Optional.of(ahead));
    append(
        Origin.HISTORY,
        time.now().plus(FAR),
        Optional.of(MeterTime.local(ahead.local().plusDays(1))));
    append(Origin.LATE, Instant.parse("2001-01-01T00:00:00Z"), Optional.empty());
    run(Duration.ofDays(3));
    assertNothingWent();
  }

  @Test
  void aGatewayThatWasOffForTwoYearsDeletesAFewReadingsADay() throws Exception {
    long before = stored();
    reboot(time.now().plus(Duration.ofDays(730)));
    run(Duration.ofHours(23));
    assertNothingWent();
    run(Duration.ofHours(23));
    long gone = sent - stored();
    long limit = Math.max(before / 20, 2 * 24) + 1;
    assertTrue(gone > 0 && gone <= limit, gone + " of " + limit);
    assertEquals(JournalFindings.READINGS_EXPIRED, findings.get(0).code());
    run(Duration.ofDays(5));
    assertEquals(sent - before, stored());
  }

  @Test
  void aShorterAgeIsCarriedOutOverDaysAlsoWithARestartEachHour() throws Exception {
    keep = Duration.ofDays(1);
    long before = stored();
    for (int i = 0; i < 20; i++) {
      journal.close();
      open();
      run(Duration.ofHours(1));
    }
    long gone = sent - stored();
    assertTrue(gone > 0 && gone <= 2 * 24 + 1, gone + " of " + before);
    run(Duration.ofDays(3));
    assertEquals(24, stored(), 3);
  }
}
