// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * Holds back what comes before the clock of the machine is set. Used under the writer's lock, but
 * for {@link #state} and {@link #finding}; what writes is called within a transaction.
 */
final class ClockSyncGate {
  private final BootClock clock;
  private final UntimedReadingTable unstamped;
  private final String longest;
  private long letGo;
  private long held;
  private boolean framesHeld;

  /**
   * Goes on where the file ended. What other boots left is let go at once.
   *
   * @param bootName the present life of the machine; empty where it has no name.
   * @param wait how to see whether the clock is set.
   */
  ClockSyncGate(Database database, TimeSource time, String bootName, ClockWait wait)
      throws SQLException {
    longest = wait.most().toMinutes() + " min";
    Connection connection = database.writer();
    int[] number = new int[1];
    database.transaction(() -> number[0] = BootTable.number(connection, bootName));
    clock = new BootClock(time, wait, number[0]);
    unstamped = new UntimedReadingTable(connection);
    // lives without a name cannot be told from each other
    int alive = bootName.isEmpty() ? -1 : number[0];
    database.transaction(() -> letGo = unstamped.letGoOthers(alive));
    held = unstamped.first();
    framesHeld = unstamped.hasFrames();
    clock.waitsSince(unstamped.since());
  }

  /** Whether the machine's clock tells the time. */
  BootClock.State state() {
    return clock.state();
  }

  /** What is to be said of that clock; nothing when it tells the time. */
  Optional<Finding> finding() {
    return switch (clock.state()) {
      case SET -> Optional.empty();
      case WAITING -> Optional.of(JournalFindings.CLOCK_WAITED_FOR.with("most", longest));
      case UNSURE -> Optional.of(JournalFindings.CLOCK_UNSURE.with());
    };
  }

  /** How many readings of former boots were let go at the start with the times that they had. */
  long letGo() {
    return letGo;
  }

  /** The first reading that is held back; 0 where none is. */
  long held() {
    return held;
  }

  /** Now, on the clock that no step moves. */
  SteadyTime now() {
    return clock.now();
  }

  /** Says when a reading is stored, or when it came if the time of that is not known yet. */
  SteadyTime pass(long id, Instant received) throws SQLException {
    if (!waits()) {
      return clock.now();
    }
    unstamped.add(id);
    return clock.at(received);
  }

  /** A reading that {@link #pass} saw is in the file. */
  void passed(long id) {
    if (held == 0 && waits()) {
      held = id;
    }
  }

  /** Whether what comes now is held back. */
  boolean waits() {
    return clock.state() == BootClock.State.WAITING;
  }

  /** A frame that is held back is in the file. */
  void frameHeld() {
    framesHeld = true;
  }

  /** Looks at the clock; tells whether there is something to let go now. */
  boolean opens() {
    return clock.look() != BootClock.State.WAITING && (held != 0 || framesHeld);
  }

  /** Gives what is held back its times, or those that the clock said, and lets it go. */
  void open() throws SQLException {
    if (clock.state() == BootClock.State.SET) {
      unstamped.stamp(clock.now().boot(), clock.offset());
    } else {
      unstamped.letGo();
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
