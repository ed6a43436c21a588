// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

class BurstsTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final Bursts bursts = new Bursts(time::now, time::nanos);
  private final List<Long> present = new ArrayList<>();
  private final List<Long> past = new ArrayList<>();
  private final List<StoredReading> waiting = new ArrayList<>();
  private Duration longestHeld = Duration.ZERO;
  private long id;

  /** A list of some length arrives, and what is decided is delivered. */
  private void receive(int registers) {
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < registers; i++) {
      measurements.add(
          SampleReadings.decimal(
              Quantities.POWER_IMPORT, BigDecimal.valueOf(id), Unit.W, "1.1." + i));
    }
    Reading reading =
        new Reading(
            MeterRef.of("el", "1"), ++id, Origin.LIVE, time.now(), Optional.empty(), measurements);
    waiting.add(new StoredReading(id, reading));
    deliver();
  }

  private void deliver() {
    bursts.note(waiting, true);
    for (StoredReading each : List.copyOf(bursts.decided(waiting, false))) {
      (bursts.isPast(each.id()) ? past : present).add(each.id());
      Duration held = Duration.between(each.reading().receivedAt(), time.now());
      longestHeld = held.compareTo(longestHeld) > 0 ? held : longestHeld;
      waiting.remove(each);
      bursts.delivered(each.id());
    }
  }

  /** Waits in small steps, and delivers meanwhile. */
  private void pause(long millis) throws InterruptedException {
    for (long left = millis; left > 0; left -= 100) {
      time.pause(Duration.ofMillis(Math.min(left, 100)));
      deliver();
    }
  }

  private void receiveEvery(long millis, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      pause(millis);
      receive(5);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1000, 2000, 10_000, 60_000, 3_600_000})
  void ofABurstOnlyTheLastIsPresentWhateverTheIntervalIs(long interval) throws Exception {
    receiveEvery(interval, 30);
    pause(900_000);
    assertEquals(30, present.size());
    for (int i = 0; i < 900; i++) {
      receive(5);
      time.pause(Duration.ofMillis(3));
    }
    pause(3000);
    assertEquals(LongStream.rangeClosed(31, 929).boxed().toList(), past);
    assertEquals(930, present.get(present.size() - 1));
    assertEquals(31, present.size());
    receiveEvery(interval, 5);
    pause(3000);
    assertEquals(36, present.size(), "then all are present again");
  }

  @Test
  void aQueueThatWaitedAtTheStartIsABurstToo() throws Exception {
    for (int i = 0; i < 900; i++) {
      receive(5);
      time.pause(Duration.ofMillis(1 + i % 20));
    }
    pause(3000);
    assertEquals(List.of(900L), present);
    assertEquals(899, past.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {250, 1000, 2000, 5000, 10_000, 900_000})
  void whatComesAtTheMetersPaceIsPresentAtOnce(long interval) throws Exception {
    receiveEvery(interval, 1);
    pause(500);
    longestHeld = Duration.ZERO;
    receiveEvery(interval, 200);
    assertTrue(interval > 10_000 || longestHeld.isZero(), () -> "held for " + longestHeld);
    pause(500);
    assertEquals(201, present.size());
  }

  /** Kaifa: list 1 every 2 s, list 2 every 10 s right after it, list 3 every hour after that. */
  @Test
  void aListRightAfterOneOfAnotherFormIsNoBurst() throws Exception {
    for (int i = 0; i < 2000; i++) {
      pause(2000);
      receive(1);
      if (i % 5 == 0) {
        receive(13);
      }
      if (i % 1800 == 0) {
        time.pause(Duration.ofMillis(50));
        receive(18);
      }
    }
    pause(3000);
    assertEquals(List.of(), past);
    assertEquals(2000 + 400 + 2, present.size());
  }

  @Test
  void aClockThatIsSetBackIsNoBurstAndHoldsNothingForLong() throws Exception {
    receiveEvery(10_000, 10);
    VirtualTime earlier = new VirtualTime(time.now().minusSeconds(3600));
    Reading reading = SampleReadings.live(1, earlier.now());
    waiting.add(new StoredReading(++id, reading));
    deliver();
    pause(3000);
    assertEquals(List.of(), past);
    assertTrue(waiting.isEmpty());
  }

  @Test
  void recordsOfALoggerAreNoBurst() throws Exception {
    for (int i = 0; i < 10; i++) {
      time.pause(Duration.ofMillis(1));
      waiting.add(new StoredReading(++id, SampleReadings.history(i, time.now())));
      deliver();
    }
    assertEquals(10, present.size());
  }
}
