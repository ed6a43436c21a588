// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
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
    // on a busy machine the thread that reads may begin later than after the usual 200 ms
    DeliveryStates states =
        new DeliveryStates(() -> List.of(state(queue.incrementAndGet())), Duration.ofMinutes(1));
    assertEquals(List.of(state(1)), states.now());
    assertEquals(List.of(state(2)), states.now());
  }

  @Test
  void whileTheJournalIsHeldTheLastStateIsReturnedAndNobodyWaits() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    AtomicBoolean busy = new AtomicBoolean();
    AtomicInteger waiting = new AtomicInteger();
    DeliveryStates states =
        new DeliveryStates(
            () -> {
              if (!busy.get()) {
                return List.of(state(1));
              }
              waiting.incrementAndGet();
              awaitUninterrupted(held);
              return List.of(state(2));
            });
    Await.until("the first state is read", () -> states.now().equals(List.of(state(1))));
    busy.set(true);
    Await.until("a question waits", () -> !states.now().isEmpty() && waiting.get() == 1);
    long start = System.nanoTime();
    for (int question = 0; question < 1000; question++) {
      assertEquals(List.of(state(1)), states.now());
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(waited.compareTo(Duration.ofSeconds(5)) < 0, "waited for " + waited);
    assertEquals(1, waiting.get(), "one question waits, not one for each caller");
    held.countDown();
    Await.until("the state is that of now", () -> states.now().equals(List.of(state(2))));
  }

  @Test
  void whatIsReadAfterTheLongestWaitIsTheAnswerToTheNextQuestion() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    Semaphore answers = new Semaphore(0);
    DeliveryStates states =
        new DeliveryStates(
            () -> {
              int read = reads.incrementAndGet();
              answers.acquireUninterruptibly();
              return List.of(state(read));
            });
    assertEquals(List.of(), states.now());
    answers.release();
    Await.until("it is read again", () -> states.now() != null && reads.get() == 2);
    assertEquals(List.of(state(1)), states.now());
    answers.release(2);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
