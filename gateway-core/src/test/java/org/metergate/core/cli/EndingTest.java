// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.core.testing.Await;
import org.metergate.spi.time.SystemTime;
import org.metergate.spi.time.VirtualTime;

class EndingTest {
  private final VirtualTime time = new VirtualTime(Instant.EPOCH);

  @Test
  void isReachedAfterItsTimeAndNotBefore() throws Exception {
    try (Ending ending = new Ending(time, Optional.of(Duration.ofSeconds(10)))) {
      time.pause(Duration.ofMillis(9_999));
      assertFalse(ending.reached());
      time.pause(Duration.ofMillis(1));
      assertTrue(ending.reached());
    }
  }

  @Test
  void countsItsTimeAnewWhenGettingReadyTookAWhile() throws Exception {
    try (Ending ending = new Ending(time, Optional.of(Duration.ofSeconds(10)))) {
      time.pause(Duration.ofSeconds(20));
      ending.fromNow();
      assertFalse(ending.reached());
      time.pause(Duration.ofSeconds(10));
      assertTrue(ending.reached());
    }
  }

  @Test
  void withoutATimeItIsNeverReachedByItself() throws Exception {
    try (Ending ending = new Ending(time, Optional.empty())) {
      time.pause(Duration.ofDays(10_000));
      assertFalse(ending.reached());
      assertEquals(Ending.TICK, ending.atMost(Duration.ofHours(1)));
    }
  }

  @Test
  void letsNobodyWaitLongerThanATickNorBeyondTheEnd() throws Exception {
    try (Ending ending = new Ending(time, Optional.of(Duration.ofSeconds(1)))) {
      assertEquals(Ending.TICK, ending.atMost(Duration.ofHours(1)));
      assertEquals(Duration.ofMillis(3), ending.atMost(Duration.ofMillis(3)));
      assertEquals(Duration.ZERO, ending.atMost(Duration.ofMillis(-3)));
      time.pause(Duration.ofMillis(900));
      assertEquals(Duration.ofMillis(100), ending.atMost(Duration.ofHours(1)));
      time.pause(Duration.ofMillis(900));
      assertEquals(Duration.ZERO, ending.atMost(Duration.ofHours(1)));
    }
  }

  @Test
  @Timeout(20)
  void isReachedAtOnceWhenTheProgramIsToldToStopWhichThenWaitsForTheCommand() throws Exception {
    Ending ending = new Ending(new SystemTime(), Optional.empty());
    Thread hook = new Thread(ending::stop);
    hook.start();
    ending.await();
    assertTrue(ending.reached());
    Await.until(
        "the hook waits for the command",
        Duration.ofSeconds(10),
        () -> hook.getState() == Thread.State.TIMED_WAITING);
    ending.close();
    hook.join();
  }

  @Test
  @Timeout(20)
  void awaitsItsTime() throws Exception {
    try (Ending ending = new Ending(new SystemTime(), Optional.of(Duration.ofMillis(30)))) {
      ending.await(Duration.ofNanos(1));
      ending.await();
      assertTrue(ending.reached());
    }
  }
}
