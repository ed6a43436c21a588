// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.util.ArrayList;
import java.util.List;
import org.metergate.faultrun.evidence.Outage;

/** Which faults lasted from when to when. Any thread. */
final class OutageLog {
  private final List<Outage> over = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();

  /** A fault that lasts. */
  final class Open {
    private final Outage.Kind kind;
    private final String of;
    private final long from = System.nanoTime();

    private Open(Outage.Kind kind, String of) {
      this.kind = kind;
      this.of = of;
    }

    /** It is over now. */
    void end() {
      endAt(System.nanoTime());
    }

    /** It was over at a moment. */
    void endAt(long moment) {
      synchronized (OutageLog.this) {
        if (open.remove(this)) {
          over.add(new Outage(kind, of, from, moment));
        }
      }
    }
  }

  /** A fault begins now. */
  synchronized Open begin(Outage.Kind kind, String of) {
    Open begun = new Open(kind, of);
    open.add(begun);
    return begun;
  }

  /** Ends what still lasts, and returns everything. */
  synchronized List<Outage> finish() {
    List.copyOf(open).forEach(Open::end);
    return List.copyOf(over);
  }

  /**
   * Returns before which moment the gateway has had the time to store what it had read by then: a
   * while ago, not counting the times in which it was stopped or could not write.
   *
   * @param enough how long it takes, nanoseconds.
   */
  synchronized long storedBefore(long enough) {
    long moment = System.nanoTime() - enough;
    for (Outage outage : over) {
      boolean hinders =
          switch (outage.kind()) {
            case PAUSED, LOCKED, FULL, DELETED -> true;
            default -> false;
          };
      if (hinders && outage.to() >= moment) {
        moment = Math.min(moment, outage.from() - enough);
      }
    }
    return moment;
  }

  /** Returns whether the journal could not be written at some time since a moment. */
  synchronized boolean couldNotWriteSince(long moment) {
    return over.stream()
        .filter(outage -> outage.to() >= moment)
        .anyMatch(
            outage ->
                switch (outage.kind()) {
                  case LOCKED, FULL, DELETED -> true;
                  default -> false;
                });
  }
}
