// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.ArrayDeque;
import java.util.Deque;
import org.metergate.health.MeterChain;
import org.metergate.journal.JournalException;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Stores one link's readings in the journal, in order. While the journal cannot be written (a full
 * disk, another program that holds it locked), they wait in memory and are tried again with each
 * following one and while the line is idle: the driver goes on reading, so that no byte is lost on
 * the line meanwhile. On the link's thread.
 */
final class PendingReadings {
  /**
   * What a reading takes in memory, and what each of its measurements adds, in bytes: estimated
   * from the objects that they consist of, on the safe side.
   */
  static final int READING_BYTES = 250;

  static final int MEASUREMENT_BYTES = 160;

  private final Store journal;
  private final WaitingMemory memory;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Where readings go: {@code journal::append}. */
  @FunctionalInterface
  interface Store {
    void append(Reading reading) throws JournalException;
  }

  private record Waiting(Reading reading, MeterChain chain, int bytes) {}

  /** Creates a queue for the only link that may take memory. */
  PendingReadings(Store journal) {
    this(journal, WaitingMemory.ofProgram());
  }

  PendingReadings(Store journal, WaitingMemory memory) {
    this.journal = journal;
    this.memory = memory;
  }

  /** Stores the waiting readings and then this one, or queues it too. */
  void store(Reading reading, MeterChain chain) {
    int bytes = bytes(reading);
    boolean taken = memory.take(bytes);
    while (!taken && !waiting.isEmpty()) {
      remove().chain().find(SuperviseFindings.READINGS_LOST.with("count", 1));
      taken = memory.take(bytes);
    }
    waiting.addLast(new Waiting(reading, chain, taken ? bytes : 0));
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
      remove();
      first.chain().passed(Stage.STORED, 1);
    }
  }

  private Waiting remove() {
    Waiting first = waiting.removeFirst();
    memory.release(first.bytes());
    return first;
  }

  /** Estimates the memory that a reading takes. */
  static int bytes(Reading reading) {
    int bytes = READING_BYTES;
    for (Measurement measurement : reading.measurements()) {
      bytes += MEASUREMENT_BYTES;
      if (measurement.value() instanceof Value.Text text) {
        bytes += text.text().length();
      }
    }
    return bytes;
  }
}
