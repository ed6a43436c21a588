// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.health.OutputHealth;
import org.metergate.testing.Await;

@Timeout(60)
class DeliveryStatesTest {
  private static OutputHealth state(long queue) {
    return new OutputHealth(
        "home", "mqtt", queue, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void isReadAgainForEachQuestionWhileTheJournalAnswers() {
    AtomicInteger queue = new AtomicInteger();
    DeliveryStates states = new DeliveryStates(() -> List.of(state(queue.incrementAndGet())));
    assertEquals(List.of(state(1)), states.now());
    assertEquals(List.of(state(2)), states.now());
  }

  @Test
  void whileTheJournalIsHeldTheLastStateIsReturnedAndNobodyWaits() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    DeliveryStates states =
        new DeliveryStates(
            () -> {
              if (reads.incrementAndGet() == 2) {
                awaitUninterrupted(held);
              }
              return List.of(state(reads.get()));
            });
    assertEquals(List.of(state(1)), states.now());
    long start = System.nanoTime();
    for (int question = 0; question < 1000; question++) {
      assertEquals(List.of(state(1)), states.now());
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(waited.compareTo(Duration.ofSeconds(5)) < 0, "waited for " + waited);
    assertEquals(2, reads.get(), "one question waits, not one for each caller");
    held.countDown();
    Await.until("the state is that of now", () -> states.now().equals(List.of(state(reads.get()))));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
