// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.util.List;
import java.util.function.Consumer;
import org.metergate.journal.Decisions;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.MeterRef;

/** Goes through the newest rows of a meter, a few of them in memory at a time. */
final class RecentReadings {
  /** Two days of a list every ten seconds, beside which no others come. */
  static final long BACK = 20_000;

  private static final int AT_ONCE = 500;

  private RecentReadings() {}

  /** Reads pages behind an id. */
  interface Pages {
    List<StoredReading> after(long id, int most) throws JournalException;
  }

  /** Rows in the form in which they came, up to now. */
  static void stored(Decisions decisions, MeterRef meter, Consumer<StoredReading> taker)
      throws JournalException {
    go(
        Math.max(0, decisions.nextId() - BACK),
        (id, most) -> decisions.asStored(meter, id, most),
        taker);
  }

  /** Rows in their present meaning, up to an id. */
  static void read(Decisions decisions, MeterRef meter, long before, Consumer<StoredReading> taker)
      throws JournalException {
    go(
        Math.max(0, before - BACK),
        (id, most) -> decisions.readOf(meter, id, before - 1, most),
        taker);
  }

  private static void go(long after, Pages pages, Consumer<StoredReading> taker)
      throws JournalException {
    long position = after;
    List<StoredReading> some = pages.after(position, AT_ONCE);
    while (!some.isEmpty()) {
      some.forEach(taker);
      position = some.get(some.size() - 1).id();
      some = pages.after(position, AT_ONCE);
    }
  }
}
