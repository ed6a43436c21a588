// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * Holds back readings and frames that come before the clock of the machine is set. Used under the
 * writer's lock, except {@link #state} and {@link #finding}; methods that write are called within a
 * transaction.
 */
final class ClockSyncGate {
  private final BootClock clock;
  private final UntimedReadingTable unstamped;
  private final String longest;
  private long released;
  private long held;
  private boolean framesHeld;

  /**
   * Continues where the file ended. What other boots left waiting is released at once.
   *
   * @param bootName the id of the present boot; empty if it has none.
   * @param wait how to detect whether the clock is set.
   */
  ClockSyncGate(Database database, TimeSource time, String bootName, ClockWait wait)
      throws SQLException {
    longest = wait.longest().toMinutes() + " min";
    Connection connection = database.writer();
    int[] number = new int[1];
    database.transaction(() -> number[0] = BootTable.number(connection, bootName));
    clock = new BootClock(time, wait, number[0]);
    unstamped = new UntimedReadingTable(connection);
    // boots without an id cannot be distinguished
    int current = bootName.isEmpty() ? -1 : number[0];
    database.transaction(() -> released = unstamped.releaseOthers(current));
    held = unstamped.first();
    framesHeld = unstamped.hasFrames();
    clock.waitingSince(unstamped.since());
  }

  /** The state of the machine's clock. */
  BootClock.State state() {
    return clock.state();
  }

  /** The finding about that clock; nothing when it is set. */
  Optional<Finding> finding() {
    return switch (clock.state()) {
      case SET -> Optional.empty();
      case WAITING -> Optional.of(JournalFindings.CLOCK_WAITED_FOR.with("most", longest));
      case UNSURE -> Optional.of(JournalFindings.CLOCK_UNSURE.with());
    };
  }

  /**
   * How many readings of previous boots were released at the start with the times that they had.
   */
  long released() {
    return released;
  }

  /** The first reading that is held back; 0 if there is none. */
  long held() {
    return held;
  }

  /** Now, on the monotonic clock. */
  SteadyTime now() {
    return clock.now();
  }

  /** Returns when a reading is stored, or when it arrived if its time is not known yet. */
  SteadyTime pass(long id, Instant received) throws SQLException {
    if (!waits()) {
      return clock.now();
    }
    unstamped.add(id);
    return clock.at(received);
  }

  /** A reading for which {@link #pass} was called is in the file. */
  void passed(long id) {
    if (held == 0 && waits()) {
      held = id;
    }
  }

  /** Whether what arrives now is held back. */
  boolean waits() {
    return clock.state() == BootClock.State.WAITING;
  }

  /** A frame that is held back is in the file. */
  void frameHeld() {
    framesHeld = true;
  }

  /** Checks the clock; returns whether there is something to release now. */
  boolean opens() {
    return clock.update() != BootClock.State.WAITING && (held != 0 || framesHeld);
  }

  /** Sets the times of what is held back, or keeps those of the unset clock, and releases it. */
  void open() throws SQLException {
    if (clock.state() == BootClock.State.SET) {
      unstamped.stamp(clock.now().boot(), clock.offset());
    } else {
      unstamped.release();
    }
  }

  /** The transaction of {@link #open} is in the file. Returns the first that was held, or 0. */
  long opened() {
    long first = held;
    held = 0;
    framesHeld = false;
    return first;
  }
}
