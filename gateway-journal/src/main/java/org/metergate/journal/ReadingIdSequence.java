// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.driver.DurableState;

/**
 * The ids of the readings. A power cut loses the last minute of readings, but outputs have already
 * sent their ids: so a reserve of ids is kept in the synced part of the file, and after a power cut
 * the ids continue after it. SQLite's AUTOINCREMENT would be lost with the readings, and would
 * write one more page for each of them. Used under the writer's lock.
 */
final class ReadingIdSequence {
  /** More ids than are used between two syncs; if they do not suffice, a sync comes early. */
  static final long RESERVE = 100_000;

  private final DurableState reserved;
  private final DurableState boot;
  private final String present;
  private long newest;
  private long end;
  private long safe;

  /**
   * Continues where the journal ended.
   *
   * @param states the journal's own are stored under the meter ''.
   * @param last the highest id in the file, 0 in a new one.
   * @param present the id of this boot, empty if it has none.
   */
  ReadingIdSequence(States states, long last, String present) {
    this.reserved = states.of("", "ids-reserved");
    this.boot = states.of("", "ids-boot");
    this.present = present;
    long reservedEnd = reserved.get().map(Long::parseLong).orElse(0L);
    // The file of a killed process is complete as long as the machine keeps running.
    boolean complete = !present.isEmpty() && boot.get().map(present::equals).orElse(false);
    newest = complete ? last : Math.max(last, reservedEnd);
    end = newest;
    safe = newest;
  }

  /** The highest id assigned. */
  long newest() {
    return newest;
  }

  /** The next id. */
  long next() {
    return newest + 1;
  }

  /** A reading with this id is in the file. */
  void assigned(long id) {
    newest = id;
  }

  /** Whether a sync must come before this many ids, half a reserve at most, can be assigned. */
  boolean exhausted(int count) {
    return newest + count > safe;
  }

  /** Before a sync: makes a new reserve when half of the old one is used. */
  void reserve() {
    if (end - newest < RESERVE / 2) {
      end = newest + RESERVE;
      reserved.put(Long.toString(end));
      boot.put(present);
    }
  }

  /** After a sync: the ids reserved before it are safe to use. */
  void synced() {
    safe = end;
  }

  /** Returns the reserve when the journal is closed normally. */
  void close() {
    reserved.put(Long.toString(newest));
    boot.put("");
  }
}
