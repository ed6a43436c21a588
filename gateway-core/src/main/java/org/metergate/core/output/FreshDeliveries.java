// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Where the cursor stood before each delivery of the last minute. A receiver that was killed may
 * have forgotten what it acknowledged a moment before. One thread.
 */
final class FreshDeliveries {
  /** No output may ask for more. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** One entry a tenth of a second is fine enough, and bounds the memory. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** More repetitions of a reading would keep a connection that breaks often from getting on. */
  private static final int REPETITIONS = 3;

  private record Entry(long cursorBefore, long nanos) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Deque<Long> reached = new ArrayDeque<>();

  /**
   * Notes a delivery.
   *
   * @param cursorBefore the id behind which it began.
   * @param nanos when it was acknowledged.
   */
  void delivered(long cursorBefore, long nanos) {
    while (!entries.isEmpty() && nanos - entries.getFirst().nanos() > LONGEST_NANOS) {
      entries.removeFirst();
    }
    if (entries.isEmpty() || nanos - entries.getLast().nanos() >= STEP_NANOS) {
      entries.addLast(new Entry(cursorBefore, nanos));
    }
  }

  /**
   * Says where to begin again after a failure. What was delivered is given back only once for each
   * time that it was delivered, and three times at most.
   *
   * @param span how much may be forgotten; zero for nothing.
   * @param now when the failure was noticed.
   * @param cursor how far the deliveries came.
   * @return the cursor to go back to, or nothing where there is nothing to repeat.
   */
  OptionalLong forgotten(Duration span, long now, long cursor) {
    if (span.isZero() || entries.isEmpty()) {
      return OptionalLong.empty();
    }
    long since = now - span.toNanos() - STEP_NANOS;
    long floor = reached.size() < REPETITIONS ? 0 : reached.removeFirst();
    reached.addLast(cursor);
    OptionalLong back =
        entries.stream()
            .filter(entry -> entry.nanos() - since > 0)
            .mapToLong(entry -> Math.max(floor, entry.cursorBefore()))
            .findFirst();
    entries.clear();
    return back.isPresent() && back.getAsLong() < cursor ? back : OptionalLong.empty();
  }
}
