// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.ArrayDeque;
import java.util.Deque;
import org.metergate.health.MeterChain;
import org.metergate.journal.JournalException;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;

/**
 * Stores one link's readings in the journal, in order. While the journal cannot be written (a full
 * disk), they wait in memory and are tried again with each following one: the driver goes on
 * reading, so that no byte is lost on the line meanwhile.
 */
final class PendingReadings {
  /** Five hours of a meter that sends every ten seconds; about 6 MB. */
  static final int MAX_WAITING = 1800;

  private final Store journal;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Where readings go: {@code journal::append}. */
  @FunctionalInterface
  interface Store {
    void append(Reading reading) throws JournalException;
  }

  private record Waiting(Reading reading, MeterChain chain) {}

  PendingReadings(Store journal) {
    this.journal = journal;
  }

  /** Stores the waiting readings and then this one, or queues it too. On the link's thread. */
  void store(Reading reading, MeterChain chain) {
    if (waiting.size() == MAX_WAITING) {
      waiting.removeFirst().chain().find(SuperviseFindings.READINGS_LOST.with("count", 1));
    }
    waiting.addLast(new Waiting(reading, chain));
    retry();
  }

  /** Tries the waiting readings, oldest first, until the journal refuses one. */
  void retry() {
    while (!waiting.isEmpty()) {
      Waiting first = waiting.peekFirst();
      try {
        journal.append(first.reading());
      } catch (JournalException e) {
        first
            .chain()
            .find(
                SuperviseFindings.NOT_STORED.with(
                    "waiting", waiting.size(), "reason", e.getMessage()));
        return;
      }
      waiting.removeFirst();
      first.chain().passed(Stage.STORED, 1);
    }
  }
}
