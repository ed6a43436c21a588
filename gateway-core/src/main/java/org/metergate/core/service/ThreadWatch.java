// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.time.TimeSource;

/**
 * Finds the threads that have not answered for a period. Time in which this watch did not run
 * either, since the whole process was stopped or the machine slept, is not theirs. Used by one
 * thread, at intervals much shorter than the period.
 */
final class ThreadWatch {
  private final TimeSource time;
  private final Duration period;
  private final Duration longestStep;
  private Map<Answering, Seen> seen = new IdentityHashMap<>();
  private long last;

  /**
   * What is known of a thread.
   *
   * @param answers how often it had answered.
   * @param silent how long it has not answered since.
   */
  private record Seen(long answers, Duration silent) {}

  /**
   * Creates a watch that has seen nothing yet.
   *
   * @param time the steady clock.
   * @param period how long a thread may take to answer.
   * @param interval how often it is checked; what passed between two checks counts for twice that
   *     at most.
   */
  ThreadWatch(TimeSource time, Duration period, Duration interval) {
    this.time = time;
    this.period = period;
    this.longestStep = interval.multipliedBy(2);
    this.last = time.nanos();
  }

  /**
   * Looks at the threads.
   *
   * @param threads that must answer now.
   * @return those of them that have not answered for the period.
   */
  List<Answering> silent(List<Answering> threads) {
    long now = time.nanos();
    Duration passed = Duration.ofNanos(Math.max(0, now - last));
    Duration step = passed.compareTo(longestStep) > 0 ? longestStep : passed;
    last = now;
    Map<Answering, Seen> next = new IdentityHashMap<>();
    for (Answering thread : threads) {
      Seen before = seen.get(thread);
      long answers = thread.answers();
      boolean answered = before == null || before.answers != answers;
      boolean fine = answered || thread.isDone() || now - thread.waitsUntil() < 0;
      next.put(thread, new Seen(answers, fine ? Duration.ZERO : before.silent.plus(step)));
    }
    seen = next;
    return threads.stream().filter(one -> next.get(one).silent.compareTo(period) >= 0).toList();
  }
}
