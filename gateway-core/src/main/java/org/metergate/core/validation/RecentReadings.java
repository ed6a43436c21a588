// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.util.List;
import java.util.function.Consumer;
import org.metergate.journal.JournalException;
import org.metergate.journal.Readings;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.MeterRef;

/** Scans the newest rows of a meter, a page of them in memory at a time. */
final class RecentReadings {
  /**
   * Row ids to look back: two days of one meter that sends every ten seconds, if it is the only
   * one.
   */
  static final long LOOKBACK = 20_000;

  private static final int PAGE_SIZE = 500;

  private RecentReadings() {}

  /** Reads a page of the rows after an id. */
  interface Pages {
    List<StoredReading> after(long id, int limit) throws JournalException;
  }

  /** Scans the rows as they were stored, up to now. */
  static void stored(Readings readings, MeterRef meter, Consumer<StoredReading> consumer)
      throws JournalException {
    scan(
        readings.idBack(readings.nextId(), LOOKBACK),
        (id, limit) -> readings.readUninterpreted(meter, id, limit),
        consumer);
  }

  /** Scans the rows as the present counter rules read them, up to an id (exclusive). */
  static void read(Readings readings, MeterRef meter, long before, Consumer<StoredReading> consumer)
      throws JournalException {
    scan(
        readings.idBack(before, LOOKBACK),
        (id, limit) -> readings.readOf(meter, id, before - 1, limit),
        consumer);
  }

  private static void scan(long after, Pages pages, Consumer<StoredReading> consumer)
      throws JournalException {
    long position = after;
    List<StoredReading> page = pages.after(position, PAGE_SIZE);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      position = page.get(page.size() - 1).id();
      page = pages.after(position, PAGE_SIZE);
    }
  }
}
