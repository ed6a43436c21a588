// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.MeterChain;
import org.metergate.journal.JournalException;
import org.metergate.journal.KeptRange;
import org.metergate.journal.Readings;
import org.metergate.journal.StoredFrame;
import org.metergate.journal.Undecoded;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Reading;

/**
 * Passes the frames that were kept for lack of a key to the driver, each once, in small steps,
 * which the link's thread takes while it has nothing else to do. A driver's keys do not change
 * while it lives, so frames that are kept meanwhile need not be passed to it. One thread.
 */
final class UndecodedReplay {
  /** About 40 kB of frames; a few tens of milliseconds on a small computer. */
  static final int FRAMES_PER_STEP = 100;

  private final Readings stored;
  private final Undecoded undecoded;
  private final CounterValidators counters;
  private final Consumer<Throwable> onDriverBug;
  private final Deque<Pass> passes = new ArrayDeque<>();
  private KeptRange range;

  private static final class Pass {
    private final MeterChain chain;
    private final LateSession session;
    private final KeptReader reader;
    private List<Reading> readings = new ArrayList<>();
    private List<Long> done = new ArrayList<>();
    private long next;
    private long telegrams;

    private Pass(MeterChain chain, LateSession session, KeptReader reader) {
      this.chain = chain;
      this.session = session;
      this.reader = reader;
    }
  }

  /**
   * Creates a replay that has read nothing yet.
   *
   * @param stored takes the readings.
   * @param undecoded has the frames.
   * @param counters check the readings before they are stored.
   * @param onDriverBug gets what a driver throws; the frame stays kept, and the next one is tried.
   */
  UndecodedReplay(
      Readings stored,
      Undecoded undecoded,
      CounterValidators counters,
      Consumer<Throwable> onDriverBug) {
    this.counters = counters;
    this.stored = stored;
    this.undecoded = undecoded;
    this.onDriverBug = onDriverBug;
  }

  /** Adds a meter; must be called before the first step. */
  void add(MeterChain chain, LateSession session, Optional<KeptReader> reader) {
    reader.ifPresent(present -> passes.add(new Pass(chain, session, present)));
  }

  /**
   * Tries some more frames.
   *
   * @return whether to go on at once; otherwise all is done or the journal cannot be written now,
   *     which a later step tries again.
   */
  boolean step() {
    Pass pass = passes.peekFirst();
    if (pass == null || stored.waitsForClock()) {
      return false;
    }
    try {
      if (range == null) {
        range = undecoded.range();
      }
      read(pass);
    } catch (JournalException e) {
      pass.chain.find(SuperviseFindings.KEPT_UNREADABLE.with("reason", e.getMessage()));
      passes.removeFirst();
      return !passes.isEmpty();
    }
    if (!store(pass)) {
      return false;
    }
    if (pass.next > range.last()) {
      passes.removeFirst();
      report(pass);
    }
    return !passes.isEmpty();
  }

  /** Reads on, unless readings of the step before still wait for the journal. */
  private void read(Pass pass) throws JournalException {
    if (!pass.done.isEmpty()) {
      return;
    }
    long from = Math.max(pass.next, range.first());
    KeptRange now = new KeptRange(from, Math.min(from + FRAMES_PER_STEP - 1, range.last()));
    List<StoredFrame> frames = undecoded.frames(pass.chain.meter(), now);
    for (StoredFrame frame : frames) {
      pass.next = frame.id() + 1; // also where the driver takes all memory for it
      if (isFinished(pass, frame)) {
        List<Reading> read = pass.session.readings();
        for (Reading one : read) {
          pass.readings.add(counters.of(one.meter()).check(one, finding -> {}));
        }
        pass.done.add(frame.id());
        pass.telegrams += read.isEmpty() ? 0 : 1;
      }
    }
    pass.next = from + FRAMES_PER_STEP;
  }

  /** Lets the driver read a frame; one whose readings were published is finished in any case. */
  private boolean isFinished(Pass pass, StoredFrame frame) {
    pass.session.goTo(frame.frame().receivedAt());
    try {
      return pass.reader.read(frame.frame()) || !pass.session.readings().isEmpty();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      onDriverBug.accept(e);
      return false;
    }
  }

  private boolean store(Pass pass) {
    if (pass.done.isEmpty()) {
      return true;
    }
    try {
      stored.appendLate(pass.readings, pass.done);
    } catch (JournalException e) {
      int waiting = pass.readings.size();
      pass.chain.find(
          SuperviseFindings.NOT_STORED.with("waiting", waiting, "reason", e.getMessage()));
      return false;
    }
    pass.readings = new ArrayList<>();
    pass.done = new ArrayList<>();
    return true;
  }

  private static void report(Pass pass) {
    if (pass.telegrams > 0) {
      Finding late = SuperviseFindings.READ_LATE.with("count", pass.telegrams);
      pass.chain.find(late);
    }
  }
}
