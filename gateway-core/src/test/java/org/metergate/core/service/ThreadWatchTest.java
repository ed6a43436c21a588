// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.time.VirtualTime;

class ThreadWatchTest {
  private static final Duration PERIOD = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final ThreadWatch watch = new ThreadWatch(time, PERIOD, STEP);
  private final TestThread one = new TestThread("one", time);
  private final TestThread two = new TestThread("two", time);

  /** Looks every five seconds; "one" answers each time. */
  private List<Answering> look(Duration span) throws InterruptedException {
    List<Answering> silent = watch.silent(List.of(one, two));
    for (long step = 0; step < span.dividedBy(STEP); step++) {
      time.pause(STEP);
      one.answers++;
      silent = watch.silent(List.of(one, two));
    }
    return silent;
  }

  @Test
  void aThreadThatDoesNotAnswerForThePeriodIsSilentUntilItAnswers() throws Exception {
    assertEquals(List.of(), look(PERIOD.minusSeconds(5)));
    assertEquals(List.of(two), look(STEP));
    assertEquals(List.of(two), look(PERIOD));
    two.answers++;
    assertEquals(List.of(), look(PERIOD.minusSeconds(5)));
  }

  @Test
  void aWaitWithAnEndIsNoSilenceButItsEndIsWatched() throws Exception {
    two.waitsUntil = time.nanos() + Duration.ofMinutes(15).toNanos();
    assertEquals(List.of(), look(Duration.ofMinutes(16)));
    assertEquals(List.of(two), look(Duration.ofMinutes(1)));
  }

  @Test
  void aStopOfTheWholeProcessIsNobodysSilence() throws Exception {
    look(Duration.ofSeconds(60));
    time.pause(Duration.ofHours(1));
    assertEquals(List.of(), watch.silent(List.of(one, two)));
    assertEquals(List.of(), look(Duration.ofSeconds(40)));
  }

  @Test
  void aThreadThatCameLaterHasThePeriodAndOneThatWentIsForgotten() throws Exception {
    look(PERIOD);
    assertEquals(List.of(), watch.silent(List.of(one)));
    assertEquals(List.of(), look(PERIOD.minusSeconds(5)), "a new link by a reload");
    two.done = true;
    assertEquals(List.of(), look(PERIOD), "a recording at its end");
  }
}
