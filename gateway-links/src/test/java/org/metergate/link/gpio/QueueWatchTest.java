// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A simulated queue of the kernel: sixteen places; what arrives at a full one is dropped. */
class QueueWatchTest {
  private final QueueWatch watch = new QueueWatch();

  @Test
  void aLongRunThatIsReadInTimeHasNoGap() {
    for (int i = 0; i < 100_000; i++) {
      assertFalse(watch.took(i * 10L, i * 10L + 1));
    }
  }

  @Test
  void fifteenWaitingEventsAreNoGapAndSixteenAre() {
    for (int i = 0; i < 15; i++) {
      assertFalse(watch.took(i * 30L, 1000 + i));
    }
    assertFalse(watch.took(1500, 1501));
    QueueWatch full = new QueueWatch();
    for (int i = 0; i < 15; i++) {
      assertFalse(full.took(i * 30L, 1000 + i));
    }
    assertTrue(full.took(15 * 30L, 1015));
    assertEquals(450, full.from());
    assertEquals(1000, full.to());
  }

  @Test
  void everyDroppedEventLiesInAGapHoweverTheReaderStalls() {
    SplittableRandom random = new SplittableRandom(3);
    Deque<Long> queue = new ArrayDeque<>();
    Deque<Long> dropped = new ArrayDeque<>();
    long clock = 0;
    long next = 30;
    int lost = 0;
    for (int i = 0; i < 200_000; i++) {
      long until = clock + (random.nextInt(100) == 0 ? random.nextInt(3000) : random.nextInt(40));
      for (; next <= until; next += 10 + random.nextInt(40)) {
        if (queue.size() < EventSource.QUEUE) {
          queue.add(next);
        } else {
          dropped.add(next);
          lost++;
        }
      }
      clock = until;
      while (!queue.isEmpty() && random.nextInt(20) != 0) {
        long read = clock;
        clock += random.nextInt(2);
        if (watch.took(queue.remove(), read)) {
          dropped.removeIf(event -> event >= watch.from() && event <= watch.to());
        }
      }
    }
    assertTrue(lost > 1000, "the test drops something: " + lost);
    while (!queue.isEmpty()) {
      if (watch.took(queue.remove(), clock)) {
        dropped.removeIf(event -> event >= watch.from() && event <= watch.to());
      }
    }
    assertEquals(0, dropped.size());
  }
}
