// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.metergate.journal.Journal;
import org.metergate.spi.time.TimeSource;

/**
 * Where an output stands in the journal. The journal keeps the place up to which the other side has
 * surely kept everything; {@link #position} runs ahead of it by as much as the other side may still
 * lose when it is killed. The thread of the output moves it, any thread may ask.
 */
final class OutputCursor {
  private static final long SECOND = 1_000_000_000;

  /** More would keep an output whose connection breaks often from ever getting on. */
  private static final int REPEATED_FOR = 10;

  /** A place that was reached at a time of the steady clock. */
  private record Reached(long nanos, long id) {}

  private final String output;
  private final Journal journal;
  private final long unconfirmedWindow;
  private final TimeSource time;

  /** At most one a second. */
  private final Deque<Reached> settling = new ArrayDeque<>();

  /** How far it had come at each break, as long as that is still repeated. */
  private final Deque<Reached> breaks = new ArrayDeque<>();

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

  /**
   * Finds where to go on, once; where a new output begins is in the file before it delivers.
   *
   * @return where a new output begins, if it passes over readings.
   */
  OptionalLong find() {
    if (position >= 0) {
      return OptionalLong.empty();
    }
    OptionalLong kept = journal.cursor(output);
    if (kept.isPresent()) {
      settled = kept.getAsLong();
      position = settled;
      return OptionalLong.empty();
    }
    long newest = journal.newestId();
    goTo(newest);
    return newest == 0 ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  /** Everything up to a reading was delivered. */
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

  /** Lets the journal know what the other side has had for long enough. */
  void settle() {
    long before = time.nanos() - unconfirmedWindow;
    while (!settling.isEmpty() && settling.peekFirst().nanos() - before <= 0) {
      keep(settling.removeFirst().id());
    }
  }

  /** Lets the journal know of everything. */
  void settleAll() {
    settling.clear();
    if (position > settled) {
      keep(position);
    }
  }

  /** Whether the other side has surely kept everything. */
  boolean isSettled() {
    return settling.isEmpty();
  }

  /**
   * Goes back to what is surely kept, where anything was delivered since. A reading is repeated at
   * each break, for ten times as long as the other side may forget it.
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

  /** Goes to any place, safely in the file. */
  void goTo(long id) {
    settling.clear();
    breaks.clear();
    position = id;
    keep(id);
    journal.sync();
  }

  private void keep(long id) {
    settled = id;
    journal.moveCursor(output, id);
  }
}
