// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.metergate.health.MeterChain;
import org.metergate.health.StageHealth;
import org.metergate.journal.JournalException;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

class PendingReadingsTest {
  private static final int MEMORY = 1 << 20;

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final List<String> reported = new ArrayList<>();
  private final MeterChain chain =
      new MeterChain("el", time::now, (m, finding, change) -> reported.add(change + " " + finding));
  private final List<Long> stored = new ArrayList<>();
  private boolean diskFull;
  private final PendingReadings pendingReadings =
      new PendingReadings(
          reading -> {
            if (diskFull) {
              throw new JournalException(JournalException.Cause.FULL, "The disk is full.", null);
            }
            stored.add(reading.telegram());
          },
          new WaitingMemory(MEMORY));

  @Test
  void readingsWaitWhileTheDiskIsFullAndFollowInOrder() throws Exception {
    store(1);
    diskFull = true;
    store(2);
    store(3);
    assertEquals("The disk is full.", fault().orElseThrow());
    diskFull = false;
    store(4);
    assertEquals(List.of(1L, 2L, 3L, 4L), stored);
    assertTrue(fault().isEmpty());
    assertEquals(4, stage().passed());
  }

  @Test
  void whatWaitsIsStoredAtTheEndWithoutANewReading() throws Exception {
    diskFull = true;
    store(1);
    diskFull = false;
    pendingReadings.retry();
    assertEquals(List.of(1L), stored);
  }

  @Test
  void memoryIsBoundedAndWhatIsGivenUpIsCounted() throws Exception {
    diskFull = true;
    int most = MEMORY / PendingReadings.bytes(reading(1));
    for (int i = 1; i <= most + 5; i++) {
      store(i);
      time.pause(Duration.ofSeconds(10));
    }
    diskFull = false;
    pendingReadings.retry();
    assertEquals(LongStream.rangeClosed(6, most + 5).boxed().toList(), stored);
    assertEquals(5, chain.snapshot().events().get(0).count());
  }

  /** Each of these was more than the 1,800 readings that memory held at most. */
  @Test
  void memoryOfTheSmallestProgramHoldsWhatComesWhileTheJournalIsLocked() {
    long limit = (64L << 20) / 3;
    Measurement value = SampleReadings.live(1, time.now()).measurements().get(0);
    Reading list = reading(1).withMeasurements(Collections.nCopies(25, value));
    int bytes = PendingReadings.bytes(list);
    assertTrue(limit / bytes > 190 * 25, "190 s with 25 telegrams a second");
    assertTrue(limit / bytes > 600, "ten minutes with one a second");
  }

  @Test
  void linksShareTheMemoryAndGiveItBack() throws Exception {
    WaitingMemory shared = new WaitingMemory(2 * PendingReadings.bytes(reading(1)));
    PendingReadings.Store store =
        reading -> {
          if (diskFull) {
            throw new JournalException(JournalException.Cause.BUSY, "It is locked.", null);
          }
          stored.add(reading.telegram());
        };
    PendingReadings one = new PendingReadings(store, shared);
    PendingReadings two = new PendingReadings(store, shared);
    diskFull = true;
    one.store(reading(1), chain);
    one.store(reading(2), chain);
    two.store(reading(3), chain); // it has nothing older to drop, and is kept all the same
    one.store(reading(4), chain);
    assertEquals(1, chain.snapshot().events().get(0).count());
    diskFull = false;
    one.retry();
    two.retry();
    assertEquals(List.of(2L, 4L, 3L), stored);
    diskFull = true;
    two.store(reading(5), chain);
    two.store(reading(6), chain);
    assertEquals(1, chain.snapshot().events().get(0).count());
  }

  private void store(long telegram) {
    pendingReadings.store(reading(telegram), chain);
  }

  private Reading reading(long telegram) {
    return new Reading(
        MeterRef.of("el", "4711"),
        telegram,
        Origin.LIVE,
        time.now(),
        Optional.empty(),
        List.of(Measurement.of(Quantities.LIST_ID, new Value.Text("toy"), "0")));
  }

  private Optional<String> fault() {
    return stage().fault().map(fault -> fault.finding().parameters().get("reason"));
  }

  private StageHealth stage() {
    return chain.snapshot().stages().stream()
        .filter(s -> s.stage() == Stage.STORED)
        .findFirst()
        .orElseThrow();
  }
}
