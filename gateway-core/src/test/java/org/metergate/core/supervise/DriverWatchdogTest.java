// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.metergate.time.VirtualTime;

class DriverWatchdogTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final DriverWatchdog watchdog = new DriverWatchdog(time);

  /** Looks once a second, as the watch does, and returns the last answer. */
  private Duration look(int seconds) throws InterruptedException {
    Duration last = Duration.ZERO;
    for (int i = 0; i < seconds; i++) {
      time.pause(Duration.ofSeconds(1));
      last = watchdog.sinceLastCall();
    }
    return last;
  }

  @Test
  void codeThatDoesNotCallIsSeenAsLongAsItRuns() throws Exception {
    watchdog.enterDriver();
    assertEquals(Duration.ofSeconds(31), look(31));
    watchdog.leaveDriver();
    assertEquals(Duration.ZERO, look(1));
    watchdog.enterDriver();
    assertEquals(Duration.ofSeconds(3), look(3));
  }

  @Test
  void aStopOfTheWholeProcessIsNotTheDriversTime() throws Exception {
    watchdog.enterDriver();
    look(2);
    time.pause(Duration.ofMinutes(15));
    Duration seen = watchdog.sinceLastCall();
    assertTrue(seen.compareTo(DriverRunner.STUCK_AFTER) < 0, "seen as stuck for " + seen);
    watchdog.leaveDriver();
    watchdog.enterDriver();
    time.pause(Duration.ofMinutes(15)); // at once, before the first look
    seen = watchdog.sinceLastCall();
    assertTrue(seen.compareTo(DriverRunner.STUCK_AFTER) < 0, "seen as stuck for " + seen);
    assertTrue(look(30).compareTo(DriverRunner.STUCK_AFTER) >= 0, "it really does not call");
  }
}
