// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MinuteMeanTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final MinuteMean mean = new MinuteMean();

  private void add(long second, int watts) {
    mean.add(BigDecimal.valueOf(watts), nanos(second), LIMIT);
  }

  private static long nanos(long second) {
    return Duration.ofSeconds(second).toNanos();
  }

  @Test
  void isKnownOnceAMinuteIsCovered() {
    for (int second = 0; second < 60; second += 10) {
      add(second, 100 + second);
      assertEquals(Optional.empty(), mean.at(nanos(second)));
    }
    add(60, 160);
    assertEquals(new BigDecimal("130.0"), mean.at(nanos(60)).orElseThrow());
    assertEquals(new BigDecimal("135.0"), mean.at(nanos(65)).orElseThrow());
  }

  @Test
  void beginsAnewAfterAGap() {
    for (int second = 0; second <= 60; second += 10) {
      add(second, 100);
    }
    add(81, 500);
    assertEquals(Optional.empty(), mean.at(nanos(81)));
  }

  @Test
  void forgetsWhatIsOlderThanAMinuteAndIsBounded() {
    for (int second = 0; second <= 60; second += 10) {
      add(second, 100);
    }
    assertEquals(Optional.empty(), mean.at(nanos(200)));
    for (int milli = 0; milli < 600_000; milli += 10) {
      mean.add(BigDecimal.TEN, Duration.ofMillis(milli).toNanos() + nanos(1000), LIMIT);
    }
    assertTrue(mean.size() <= 121, mean.size() + " kept");
  }
}
