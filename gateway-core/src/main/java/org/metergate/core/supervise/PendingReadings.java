// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.health.MeterChain;
import org.metergate.journal.JournalException;
import org.metergate.journal.Undecoded;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Stores one link's readings, and its frames that lack a key, in the journal, in order. While the
 * journal cannot be written (a full disk, another program that holds it locked), they wait in
 * memory and are tried again with each following one and while the line is idle: the driver goes on
 * reading, so that no byte is lost on the line meanwhile. On the link's thread.
 */
final class PendingReadings {
  /**
   * What a reading takes in memory, what each of its measurements adds, and what a frame takes
   * besides its own bytes, in bytes: estimated from the objects that they consist of, on the safe
   * side.
   */
  static final int READING_BYTES = 250;

  static final int MEASUREMENT_BYTES = 160;
  static final int FRAME_BYTES = 150;

  private final Store journal;
  private final WaitingMemory memory;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Why the journal was not written when it was last refused; null before that. */
  private JournalException refusal;

  /** Where readings go: {@code journal::append}. */
  @FunctionalInterface
  interface Store {
    void append(Reading reading) throws JournalException;
  }

  /** What the journal has to take. */
  private sealed interface Entry {
    void store(MeterChain chain) throws JournalException;

    void discard(MeterChain chain, JournalException refusal);
  }

  private record ReadingEntry(Reading reading, Store journal) implements Entry {
    @Override
    public void store(MeterChain chain) throws JournalException {
      journal.append(reading);
      chain.passed(Stage.STORED, 1);
    }

    @Override
    public void discard(MeterChain chain, JournalException refusal) {
      chain.find(SuperviseFindings.READINGS_LOST.with("count", 1));
    }
  }

  private record FrameEntry(KeptFrame frame, Undecoded undecoded) implements Entry {
    @Override
    public void store(MeterChain chain) throws JournalException {
      Map<String, Integer> dropped = new TreeMap<>();
      for (String owner : undecoded.keep(chain.meter(), frame.bytes(), frame.receivedAt())) {
        dropped.merge(owner, 1, Integer::sum);
      }
      // a frame is no reading, and must not count as one
      chain.recovered(SuperviseFindings.NOT_STORED);
      dropped.forEach(
          (owner, count) ->
              chain.find(SuperviseFindings.KEPT_DROPPED.with("meter", owner, "count", count)));
    }

    @Override
    public void discard(MeterChain chain, JournalException refusal) {
      undecoded.discarded(refusal);
    }

    /** Whether it may be the table of frames alone that cannot be written. */
    private static boolean mayConcernFramesAlone(JournalException refusal) {
      return switch (refusal.kind()) {
        case BUSY, FULL, NOT_WRITABLE, CLOSED -> false;
        default -> true;
      };
    }
  }

  private record Waiting(Entry entry, MeterChain chain, int bytes) {}

  /** Creates a queue for the only link that may take memory. */
  PendingReadings(Store journal) {
    this(journal, WaitingMemory.ofProgram());
  }

  PendingReadings(Store journal, WaitingMemory memory) {
    this.journal = journal;
    this.memory = memory;
  }

  /** Stores what waits and then this reading, or queues it too. */
  void store(Reading reading, MeterChain chain) {
    add(new ReadingEntry(reading, journal), bytes(reading), chain);
  }

  /** Stores what waits and then keeps this frame of the chain's meter, or queues it too. */
  void keep(KeptFrame frame, Undecoded undecoded, MeterChain chain) {
    add(new FrameEntry(frame, undecoded), FRAME_BYTES + frame.bytes().length, chain);
  }

  private void add(Entry entry, int bytes, MeterChain chain) {
    boolean taken = memory.take(bytes);
    while (!taken && !waiting.isEmpty()) {
      discardFirst();
      taken = memory.take(bytes);
    }
    waiting.addLast(new Waiting(entry, chain, taken ? bytes : 0));
    retry();
  }

  /** Tries what waits, oldest first, until the journal refuses something. */
  void retry() {
    while (!waiting.isEmpty()) {
      Waiting first = waiting.peekFirst();
      try {
        first.entry().store(first.chain());
        waiting.removeFirst();
        memory.release(first.bytes());
      } catch (JournalException e) {
        refusal = e;
        if (!isRefusedAlone(first.entry())) {
          int count = waiting.size();
          first
              .chain()
              .find(SuperviseFindings.NOT_STORED.with("waiting", count, "reason", e.getMessage()));
          return;
        }
        discardFirst(); // a frame must not hold up readings
      }
    }
  }

  /**
   * Returns whether what was refused is a frame while the journal takes a reading; the oldest one
   * that waits is stored to find that out.
   */
  private boolean isRefusedAlone(Entry refused) {
    if (!(refused instanceof FrameEntry) || !FrameEntry.mayConcernFramesAlone(refusal)) {
      return false;
    }
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      if (next.entry() instanceof ReadingEntry reading) {
        try {
          reading.store(next.chain());
        } catch (JournalException e) {
          return false;
        }
        each.remove();
        memory.release(next.bytes());
        return true;
      }
    }
    return false;
  }

  private void discardFirst() {
    Waiting first = waiting.removeFirst();
    memory.release(first.bytes());
    first.entry().discard(first.chain(), refusal);
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
