// SPDX-License-Identifier: Apache-2.0
package org.metergate.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff steady =
      new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5);

  @Test
  void doublesFromOneSecondToOneMinuteAndStaysThere() {
    int[] expected = {1, 2, 4, 8, 16, 32, 60, 60, 60};
    for (int seconds : expected) {
      assertEquals(Duration.ofSeconds(seconds), steady.next());
    }
  }

  @Test
  void beginsAgainWhenSomethingWentWell() {
    steady.next();
    steady.next();
    steady.reset();
    assertEquals(Duration.ofSeconds(1), steady.next());
  }

  @Test
  void isAQuarterShorterOrLongerByChance() {
    BackOff shortest = new BackOff(Duration.ofSeconds(8), Duration.ofSeconds(60), () -> 0);
    BackOff longest = new BackOff(Duration.ofSeconds(8), Duration.ofSeconds(60), () -> 0.999999);
    assertEquals(Duration.ofSeconds(6), shortest.next());
    Duration wait = longest.next();
    assertTrue(wait.compareTo(Duration.ofMillis(9990)) > 0, wait::toString);
    assertTrue(wait.compareTo(Duration.ofSeconds(10)) < 0, wait::toString);
  }
}
