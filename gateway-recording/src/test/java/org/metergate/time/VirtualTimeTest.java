// SPDX-License-Identifier: Apache-2.0
package org.metergate.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

  @Test
  void movesOnlyWhenCodeWaits() throws InterruptedException {
    VirtualTime time = new VirtualTime(START);
    assertEquals(START, time.now());
    time.pause(Duration.ofDays(1));
    assertEquals(START.plus(Duration.ofDays(1)), time.now());
    assertEquals(Duration.ofDays(1).toNanos(), time.nanos());
  }

  @Test
  void neverGoesBack() throws InterruptedException {
    VirtualTime time = new VirtualTime(START);
    time.advanceTo(50);
    time.advanceTo(20);
    time.pause(Duration.ofNanos(-7));
    assertEquals(50, time.nanos());
  }

  @Test
  void stopsAWaiterThatIsInterrupted() {
    VirtualTime time = new VirtualTime(START);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> time.pause(Duration.ofSeconds(1)));
    assertFalse(Thread.currentThread().isInterrupted(), "the interrupt is used up");
    assertEquals(0, time.nanos());
  }

  @Test
  void systemTimeReallyPasses() throws InterruptedException {
    SystemTime time = new SystemTime();
    long before = time.nanos();
    time.pause(Duration.ofMillis(2));
    time.pause(Duration.ofSeconds(-5));
    long waited = time.nanos() - before;
    assertTrue(waited >= 2_000_000, "waited " + waited + " ns");
    assertTrue(Duration.between(Instant.now(), time.now()).abs().toSeconds() < 60);
  }

  @Test
  void bothClocksShowWholeMilliseconds() throws InterruptedException {
    VirtualTime time = new VirtualTime(START);
    time.pause(Duration.ofNanos(1_999_999));
    assertEquals(START.plusMillis(1), time.now());
    for (int i = 0; i < 1000; i++) {
      assertEquals(0, new SystemTime().now().getNano() % 1_000_000);
    }
  }
}
