// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.metergate.time.VirtualTime;

class PendingReadingsTest {
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
          });

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
    for (int i = 1; i <= PendingReadings.MAX_WAITING + 5; i++) {
      store(i);
      time.pause(Duration.ofSeconds(10));
    }
    diskFull = false;
    pendingReadings.retry();
    assertEquals(
        LongStream.rangeClosed(6, PendingReadings.MAX_WAITING + 5).boxed().toList(), stored);
    assertEquals(5, chain.snapshot().events().get(0).count());
  }

  private void store(long telegram) {
    Reading reading =
        new Reading(
            MeterRef.of("el", "4711"),
            telegram,
            Origin.LIVE,
            time.now(),
            Optional.empty(),
            List.of(Measurement.of(Quantities.LIST_ID, new Value.Text("toy"), "0")));
    pendingReadings.store(reading, chain);
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
