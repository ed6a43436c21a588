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
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

class StopSignalTest {
  private final VirtualTime time = new VirtualTime(Instant.EPOCH);

  @Test
  void isReachedAfterItsTimeAndNotBefore() throws Exception {
    try (StopSignal stopSignal = new StopSignal(time, Optional.of(Duration.ofSeconds(10)))) {
      time.pause(Duration.ofMillis(9_999));
      assertFalse(stopSignal.reached());
      time.pause(Duration.ofMillis(1));
      assertTrue(stopSignal.reached());
    }
  }

  @Test
  void countsItsTimeAnewWhenGettingReadyTookAWhile() throws Exception {
    try (StopSignal stopSignal = new StopSignal(time, Optional.of(Duration.ofSeconds(10)))) {
      time.pause(Duration.ofSeconds(20));
      stopSignal.fromNow();
      assertFalse(stopSignal.reached());
      time.pause(Duration.ofSeconds(10));
      assertTrue(stopSignal.reached());
    }
  }

  @Test
  void withoutATimeItIsNeverReachedByItself() throws Exception {
    try (StopSignal stopSignal = new StopSignal(time, Optional.empty())) {
      time.pause(Duration.ofDays(10_000));
      assertFalse(stopSignal.reached());
      assertEquals(StopSignal.TICK, stopSignal.atMost(Duration.ofHours(1)));
    }
  }

  @Test
  void letsNobodyWaitLongerThanATickNorBeyondTheEnd() throws Exception {
    try (StopSignal stopSignal = new StopSignal(time, Optional.of(Duration.ofSeconds(1)))) {
      assertEquals(StopSignal.TICK, stopSignal.atMost(Duration.ofHours(1)));
      assertEquals(Duration.ofMillis(3), stopSignal.atMost(Duration.ofMillis(3)));
      assertEquals(Duration.ZERO, stopSignal.atMost(Duration.ofMillis(-3)));
      time.pause(Duration.ofMillis(900));
      assertEquals(Duration.ofMillis(100), stopSignal.atMost(Duration.ofHours(1)));
      time.pause(Duration.ofMillis(900));
      assertEquals(Duration.ZERO, stopSignal.atMost(Duration.ofHours(1)));
    }
  }

  @Test
  @Timeout(20)
  void isReachedAtOnceWhenTheProgramIsToldToStopWhichThenWaitsForTheCommand() throws Exception {
    StopSignal stopSignal = new StopSignal(new SystemTime(), Optional.empty());
    Thread hook = new Thread(stopSignal::stop);
    hook.start();
    stopSignal.await();
    assertTrue(stopSignal.reached());
    Await.until(
        "the hook waits for the command",
        Duration.ofSeconds(10),
        () -> hook.getState() == Thread.State.TIMED_WAITING);
    stopSignal.close();
    hook.join();
  }

  @Test
  @Timeout(20)
  void awaitsItsTime() throws Exception {
    try (StopSignal stopSignal =
        new StopSignal(new SystemTime(), Optional.of(Duration.ofMillis(30)))) {
      stopSignal.await(Duration.ofNanos(1));
      stopSignal.await();
      assertTrue(stopSignal.reached());
    }
  }
}
