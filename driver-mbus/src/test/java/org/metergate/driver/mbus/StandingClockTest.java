// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.MeterTime;

/** When a meter whose clock shows the same is suspicious. */
class StandingClockTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 1, 15, 12, 0);

  private final StandingClock clock = new StandingClock();

  /** Returns for how many minutes the clock has stood still, if that is suspicious. */
  private Optional<Long> read(int shownMinute, int access, int atMinute) {
    MeterTime shown = MeterTime.local(NOON.plusMinutes(shownMinute));
    return clock
        .read(shown, access, Duration.ofMinutes(atMinute).toNanos())
        .map(Duration::toMinutes);
  }

  @Test
  void newTelegramsWithTheSameTimeAreSuspiciousAfterTwentyMinutes() {
    assertEquals(Optional.empty(), read(0, 1, 100));
    assertEquals(Optional.empty(), read(0, 2, 119));
    assertEquals(Optional.of(20L), read(0, 3, 120));
    assertEquals(Optional.of(60L), read(0, 4, 160));
  }

  @Test
  void aClockThatGoesOnIsNot() {
    for (int minute = 0; minute < 600; minute += 15) {
      assertEquals(Optional.empty(), read(minute, minute, minute));
    }
    assertEquals(Optional.empty(), read(585, 1, 604), "from when it showed this first");
    assertEquals(Optional.of(20L), read(585, 2, 605));
  }

  @Test
  void theSameTelegramSentAgainSaysNothingOfTheClock() {
    for (int minute = 0; minute < 600; minute += 5) {
      assertEquals(Optional.empty(), read(0, 7, minute), "first and last access number 7");
    }
    assertEquals(Optional.empty(), read(0, 8, 600));
    assertEquals(Optional.empty(), read(0, 8, 640), "and so with the access number of just now");
  }

  @Test
  void theFirstTelegramSentAgainSaysNothingEither() {
    assertEquals(Optional.empty(), read(0, 1, 0));
    assertEquals(Optional.empty(), read(0, 1, 20));
    assertEquals(Optional.of(20L), read(0, 2, 40));
  }
}
