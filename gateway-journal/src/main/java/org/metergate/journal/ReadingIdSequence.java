// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.driver.DurableState;

/**
 * The numbers of the readings. A power cut takes the last minute of readings back, but outputs have
 * sent their numbers out already: so a reserve is kept in the synced part of the file, and after a
 * cut the numbers go on behind it. SQLite's AUTOINCREMENT would be taken back with the readings,
 * and would write one more page with each of them. Used under the writer's lock.
 */
final class ReadingIdSequence {
  /** More than an interval between two syncs brings; where it is not, a sync comes early. */
  static final long RESERVE = 100_000;

  private final DurableState reserved;
  private final DurableState boot;
  private final String present;
  private long newest;
  private long end;
  private long safe;

  /**
   * Goes on where the journal ended.
   *
   * @param states the journal's own are under the meter ''.
   * @param last the highest number in the file, 0 in a new one.
   * @param present the name of this boot, empty where it has none.
   */
  ReadingIdSequence(StateTable states, long last, String present) {
    this.reserved = states.of("", "ids-reserved");
    this.boot = states.of("", "ids-boot");
    this.present = present;
    long mark = reserved.get().map(Long::parseLong).orElse(0L);
    // The file of a process that was killed is whole as long as the machine runs on.
    boolean whole = !present.isEmpty() && boot.get().map(present::equals).orElse(false);
    newest = whole ? last : Math.max(last, mark);
    end = newest;
    safe = newest;
  }

  /** The highest number given. */
  long newest() {
    return newest;
  }

  /** The number that comes next. */
  long next() {
    return newest + 1;
  }

  /** That number is in the file. */
  void given(long id) {
    newest = id;
  }

  /** Whether a sync must come before that many numbers, half a reserve at most, can be given. */
  boolean spent(int count) {
    return newest + count > safe;
  }

  /** Before a sync: takes a new reserve when half of the old one is gone. */
  void reserve() {
    if (end - newest < RESERVE / 2) {
      end = newest + RESERVE;
      reserved.put(Long.toString(end));
      boot.put(present);
    }
  }

  /** After a sync: what was reserved before it is safe. */
  void synced() {
    safe = end;
  }

  /** Gives the reserve back, for a journal that is closed in peace. */
  void close() {
    reserved.put(Long.toString(newest));
    boot.put("");
  }
}
