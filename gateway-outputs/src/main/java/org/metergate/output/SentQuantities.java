// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.Series;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;

/**
 * Which counters and gauges each meter ever sent itself, in any of its lists, and which totals were
 * made of them, from the journal. It is kept here and looked up again when a reading has one that
 * is not in it: the journal knows the quantities of a reading before the reading can be delivered.
 * One thread.
 *
 * <p>A list without the number of its meter is one of the same meter's, so what stands in such
 * lists counts for every number, and what any number sent counts for them.
 */
final class SentQuantities {
  private final History history;
  private final Map<String, Map<String, Set<String>>> known = new HashMap<>();

  SentQuantities(History history) {
    this.history = history;
  }

  /** Returns the names of what the meter of a reading sent. */
  Set<String> of(Reading reading) throws JournalException {
    MeterRef meter = reading.meter();
    if (!knows(reading)) {
      look(meter.displayName());
    }
    return known
        .get(meter.displayName())
        .computeIfAbsent(meter.identifier(), unknown -> Set.of()); // it has states alone
  }

  /** Looks up a meter by its name for people, and returns what each of its numbers sent. */
  Map<String, Set<String>> ofName(String meter) throws JournalException {
    look(meter);
    return Map.copyOf(known.get(meter));
  }

  private boolean knows(Reading reading) {
    Set<String> names =
        known
            .getOrDefault(reading.meter().displayName(), Map.of())
            .get(reading.meter().identifier());
    if (names == null) {
      return false;
    }
    for (Measurement measurement : reading.measurements()) {
      boolean drawn = measurement.quantity().kind() != Quantity.Kind.STATE;
      if (drawn && !names.contains(measurement.quantity().name())) {
        return false;
      }
    }
    return true;
  }

  private void look(String meter) throws JournalException {
    Map<String, Set<String>> byNumber = new HashMap<>();
    for (Series series : history.series(meter)) {
      String number = series.meter().identifier();
      if (!byNumber.containsKey(number)) {
        byNumber.put(number, history.sent(series.meter()));
      }
    }
    known.put(meter, byNumber);
  }
}
