// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.clock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.SteadyTime;
import org.metergate.spi.time.TimeSource;

/**
 * Holds back readings and frames that come before the clock of the machine is set. Used under the
 * writer's lock, except {@link #state}; methods that write are called within a transaction.
 */
public final class ClockSyncGate {
  /** How far the machine's clock can be trusted. */
  public enum State {
    /** It is not set yet; readings wait for it. */
    WAITING,
    /** It was not set within the longest wait. */
    UNSURE,
    /** It is set. */
    SET
  }

  private final BootClock clock;
  private final UntimedReadingTable unstamped;
  private long released;
  private long held;
  private boolean framesHeld;

  /**
   * Continues where the file ended. What other boots left waiting is released at once.
   *
   * @param bootName the id of the present boot; empty if it has none.
   * @param wait how to detect whether the clock is set.
   */
  public ClockSyncGate(Database database, TimeSource time, String bootName, ClockWait wait)
      throws SQLException {
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
  public State state() {
    return clock.state();
  }

  /**
   * How many readings of previous boots were released at the start with the times that they had.
   */
  public long released() {
    return released;
  }

  /** The first reading that is held back; 0 if there is none. */
  public long held() {
    return held;
  }

  /** Now, on the monotonic clock. */
  public SteadyTime now() {
    return clock.now();
  }

  /** Returns when a reading is stored, or when it arrived if its time is not known yet. */
  public SteadyTime pass(long id, Instant received) throws SQLException {
    if (waits()) {
      unstamped.add(id);
    }
    return arrival(received);
  }

  /** Returns now, or when something arrived if its time is not known yet. */
  public SteadyTime arrival(Instant received) {
    return waits() ? clock.at(received) : clock.now();
  }

  /** A reading for which {@link #pass} was called is in the file. */
  public void passed(long id) {
    if (held == 0 && waits()) {
      held = id;
    }
  }

  /** Whether what arrives now is held back. */
  public boolean waits() {
    return clock.state() == State.WAITING;
  }

  /** A frame that is held back is in the file. */
  public void frameHeld() {
    framesHeld = true;
  }

  /** Checks the clock; returns whether there is something to release now. */
  public boolean opens() {
    return clock.update() != State.WAITING && (held != 0 || framesHeld);
  }

  /** Sets the times of what is held back, or keeps those of the unset clock, and releases it. */
  public void open() throws SQLException {
    if (clock.state() == State.SET) {
      unstamped.stamp(clock.now().boot(), clock.offset());
    } else {
      unstamped.release();
    }
  }

  /** The transaction of {@link #open} is in the file. Returns the first that was held, or 0. */
  public long opened() {
    long first = held;
    held = 0;
    framesHeld = false;
    return first;
  }
}
