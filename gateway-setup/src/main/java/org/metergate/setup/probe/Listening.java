// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** Fills windows from a line, within bounds of time and memory. One thread. */
final class Listening {
  /** More than a line of 115,200 baud carries in the longest window; then listening ends. */
  static final int MOST_BYTES = 200_001;

  private static final long TICK = 100_000_000L;
  private static final long QUIET = 450_000_000L;
  private static final long SHOWN = 1_000_000_000L;
  private static final long JUDGED = 2_000_000_000L;

  /** The longest answer of a meter: 261 bytes at 300 baud take 9.6 s. */
  private static final long LONGEST = 12_000_000_000L;

  /** The time that a head needs after its supply, DTR and RTS, was switched. */
  private static final Duration SETTLE = Duration.ofMillis(300);

  private final ProbeLine line;
  private final TimeSource time;
  private final ProbeProgress progress;
  private final Hearing hearing;
  private final long start;
  private LineSettings settings;
  private boolean request = true;
  private boolean flooded;

  Listening(ProbeLine line, TimeSource time, ProbeProgress progress, Hearing hearing) {
    this.line = line;
    this.time = time;
    this.progress = progress;
    this.hearing = hearing;
    this.start = time.nanos();
  }

  /** Returns the seconds since the probe began. */
  double seconds() {
    return (time.nanos() - start) / 1e9;
  }

  /** Whether more came than any meter sends. */
  boolean flooded() {
    return flooded;
  }

  /** Raises the request line again after questions. */
  void restart() throws LinkLostException {
    if (!request) {
      request = true;
      line.request(true);
    }
  }

  /** When listening may end. */
  interface End {

    /**
     * Asked in each pause, in silence about ten times a second, and every two seconds while bytes
     * come without a pause.
     *
     * @param soFar what was heard.
     * @param quiet whether no burst is just being received.
     */
    boolean reached(Heard soFar, boolean quiet);

    /**
     * Asked when the time is over while bytes come without a pause.
     *
     * @param soFar what was heard.
     * @return whether it is the beginning of something that is worth the wait for its end.
     */
    default boolean isBegun(Heard soFar) {
      return false;
    }
  }

  /** Listens with settings, at most so long. */
  Heard listen(LineSettings wanted, boolean requested, double limit, End end)
      throws LinkLostException, InterruptedException {
    request = requested;
    progress.begins(
        requested ? ProbeProgress.Step.LISTEN : ProbeProgress.Step.LISTEN_WITHOUT_REQUEST,
        wanted,
        passed());
    set(wanted);
    return fill(new byte[0], (long) (limit * 1e9), end);
  }

  /** Sends the question of a trial and listens for its answer. */
  Heard ask(Trial trial, End answered) throws LinkLostException, InterruptedException {
    progress.begins(ProbeProgress.Step.ASK, trial.settings(), passed());
    if (trial.request() != request) {
      request = trial.request();
      line.request(request);
      time.pause(SETTLE);
    }
    set(trial.settings());
    line.read(Duration.ZERO); // what came before the question is no answer
    line.write(trial.question());
    return fill(trial.question(), trial.listen().toNanos(), answered);
  }

  private void set(LineSettings wanted) throws LinkLostException {
    line.set(wanted);
    settings = wanted;
  }

  private Heard fill(byte[] sent, long limit, End end)
      throws LinkLostException, InterruptedException {
    long begin = time.nanos();
    List<LineByte> bytes = new ArrayList<>();
    long last = begin;
    long shown = begin;
    long judgedAt = begin;
    int judged = -1;
    try {
      while (true) {
        long now = time.nanos();
        if (now - shown >= SHOWN) {
          shown = now;
          progress.heard(passed(), bytes.size());
        }
        boolean quiet = now - last >= QUIET;
        // in silence the time alone may be enough
        boolean news = bytes.size() != judged && (quiet || now - judgedAt >= JUDGED);
        boolean judge = news || bytes.isEmpty();
        if (judge) {
          judged = bytes.size();
          judgedAt = now;
        }
        boolean over = now - begin >= limit;
        if (over && !quiet && now - begin < LONGEST && end.isBegun(heard(sent, begin, bytes))) {
          over = false;
        }
        if (over || flooded || judge && end.reached(heard(sent, begin, bytes), quiet)) {
          return heard(sent, begin, bytes);
        }
        long wait = now - begin < limit ? Math.min(TICK, limit - (now - begin)) : TICK;
        List<LineByte> more = line.read(Duration.ofNanos(wait));
        if (!more.isEmpty()) {
          last = time.nanos();
          bytes.addAll(more);
          flooded = bytes.size() >= MOST_BYTES;
        }
      }
    } finally {
      hearing.add(heard(sent, begin, bytes));
    }
  }

  private Heard heard(byte[] sent, long begin, List<LineByte> bytes) {
    return new Heard(settings, request, begin, time.nanos(), sent, bytes);
  }

  private Duration passed() {
    return Duration.ofNanos(time.nanos() - start);
  }
}
