// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesFromOneSecondToSixty() {
    Backoff backoff = new Backoff(() -> 0.5);
    List<Long> seconds = Stream.generate(() -> backoff.next().toSeconds()).limit(8).toList();
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), seconds);
    backoff.reset();
    assertEquals(1, backoff.next().toSeconds());
  }

  @Test
  void variesByAQuarterBothWays() {
    assertEquals(750, new Backoff(() -> 0).next().toMillis());
    assertEquals(1250, new Backoff(() -> 1).next().toMillis());
  }
}
