// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.metergate.journal.Journal;
import org.metergate.spi.time.TimeSource;

/**
 * The position of an output in the journal. The journal keeps the position up to which the other
 * side has certainly stored everything; {@link #position} is ahead of it by as much as the other
 * side may still lose when it is killed. Moved on the output's thread, read on any thread.
 */
final class OutputCursor {
  private static final long SECOND = 1_000_000_000;

  /** With more, an output whose connection breaks often would never make progress. */
  private static final int REPEATED_FOR = 10;

  private static final long NONE = Long.MAX_VALUE;

  /** A position, and when it was reached by the steady clock. */
  private record Reached(long nanos, long id) {}

  private final String output;
  private final Journal journal;
  private final long unconfirmedWindow;
  private final TimeSource time;

  /** Positions that the other side may still forget; at most one a second. */
  private final Deque<Reached> settling = new ArrayDeque<>();

  /** The position at each break, as long as what was delivered before it is still repeated. */
  private final Deque<Reached> breaks = new ArrayDeque<>();

  /** The lowest position that was requested since the output followed, or {@link #NONE}. */
  private final AtomicLong requested = new AtomicLong(NONE);

  private volatile long position = -1;
  private long settled;

  OutputCursor(String output, Journal journal, Duration unconfirmedWindow, TimeSource time) {
    this.output = output;
    this.journal = journal;
    this.unconfirmedWindow = unconfirmedWindow.toNanos();
    this.time = time;
  }

  /** Returns the last reading that was delivered; -1 before {@link #find}. */
  long position() {
    return position;
  }

  /** Returns the last reading that the other side has certainly stored. On the output's thread. */
  long settled() {
    return settled;
  }

  /**
   * Finds where to continue, once. Where a new output begins is in the file before it delivers.
   *
   * @return where a new output begins, if it skips readings.
   */
  OptionalLong find() {
    if (position >= 0) {
      return OptionalLong.empty();
    }
    OptionalLong kept = journal.cursors().of(output);
    if (kept.isPresent()) {
      settled = kept.getAsLong();
      position = settled;
      return OptionalLong.empty();
    }
    long newest = journal.readings().newestId();
    goTo(newest);
    return newest == 0 ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  /** Notes that everything up to a reading was delivered. */
  void advance(long id) {
    position = id;
    if (unconfirmedWindow == 0) {
      keep(id);
      return;
    }
    long now = time.nanos();
    Reached last = settling.peekLast();
    if (last != null && Math.floorDiv(last.nanos(), SECOND) == Math.floorDiv(now, SECOND)) {
      settling.removeLast();
    }
    settling.addLast(new Reached(now, id));
    settle();
  }

  /** Stores in the journal what the other side has had for long enough. */
  void settle() {
    long before = time.nanos() - unconfirmedWindow;
    while (!settling.isEmpty() && settling.peekFirst().nanos() - before <= 0) {
      keep(settling.removeFirst().id());
    }
  }

  /** Stores the whole position in the journal. */
  void settleAll() {
    settling.clear();
    if (position > settled) {
      keep(position);
    }
  }

  /** Returns whether the other side has certainly stored everything. */
  boolean isSettled() {
    return settling.isEmpty();
  }

  /**
   * Goes back to what the other side has certainly stored, if anything was delivered since. A
   * reading is repeated at each break, for ten times as long as the other side may forget it.
   */
  void goBack() {
    settle();
    if (settling.isEmpty()) {
      return;
    }
    settling.clear();
    long now = time.nanos();
    if (breaks.isEmpty() || breaks.peekLast().id() < position) {
      breaks.addLast(new Reached(now, position));
    }
    while (now - breaks.peekFirst().nanos() > REPEATED_FOR * unconfirmedWindow) {
      keep(Math.max(settled, breaks.removeFirst().id()));
      if (breaks.isEmpty()) {
        break;
      }
    }
    position = settled;
  }

  /** Asks for a position; of several, the lowest includes the others. Any thread. */
  void request(long id) {
    requested.accumulateAndGet(id, Math::min);
  }

  /** Goes back to the position that was requested, and never on, past what was not delivered. */
  void followRequests() {
    long wanted = requested.getAndSet(NONE);
    if (wanted < position) {
      goTo(wanted);
    }
  }

  /** Goes to any position, which is safely in the file afterwards. */
  void goTo(long id) {
    settling.clear();
    breaks.clear();
    position = id;
    keep(id);
    journal.sync();
  }

  private void keep(long id) {
    settled = id;
    journal.cursors().move(output, id);
  }
}
