// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Reading;
import org.metergate.value.ReadingView;

/**
 * Readings as one output wants them: with what follows from them, in its units. The id, the time
 * and everything else stay. One thread.
 *
 * <p>A reading that is delivered again has the same values. What is derived may be missing in one
 * of the two deliveries, when a list with other quantities came between them; it never differs.
 */
final class OutputView {
  private final ReadingView view;
  private final SentQuantities sent;

  OutputView(ReadingView view, History history) {
    this.view = view;
    this.sent = new SentQuantities(history);
  }

  /**
   * Returns readings as the output wants them.
   *
   * @param batch as journaled; counters may be left out.
   * @return as many, in the same order.
   * @throws JournalException when it cannot be read what a meter sent.
   */
  List<StoredReading> of(List<StoredReading> batch) throws JournalException {
    if (view.isMeter()) {
      return batch;
    }
    List<StoredReading> shown = new ArrayList<>(batch.size());
    for (StoredReading stored : batch) {
      shown.add(stored.with(of(stored.reading())));
    }
    return shown;
  }

  /**
   * Returns what shows readings of one meter, without asking the journal again.
   *
   * @param meter its name for people.
   * @return by what is known of the meter now.
   * @throws JournalException when it cannot be read what the meter sent.
   */
  UnaryOperator<Reading> ofMeter(String meter) throws JournalException {
    if (!view.derived()) {
      return reading -> view.of(reading, Set.of());
    }
    Map<String, Set<String>> byNumber = sent.ofName(meter);
    return reading ->
        view.of(reading, byNumber.getOrDefault(reading.meter().identifier(), Set.of()));
  }

  private Reading of(Reading reading) throws JournalException {
    return view.of(reading, view.derived() ? sent.of(reading) : Set.of());
  }
}
