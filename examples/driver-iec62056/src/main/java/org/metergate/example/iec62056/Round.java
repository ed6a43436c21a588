// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.metergate.example.iec62056.Dialogue.Action;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;

/**
 * Polls the meters of a line one after the other, each when it is due. A meter that does not answer
 * is tried a second time and then skipped until it is due again, so that it costs the others only a
 * few seconds.
 */
final class Round {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int TRIES = 2;

  /** The line must be quiet before a new sign-on (IEC 62056-21, clause 6.3.13: 1.5 s). */
  private static final Duration QUIET = Duration.ofMillis(1500);

  /** Longer than the last byte takes to leave the adapter's buffer. */
  private static final Duration ADAPTER = Duration.ofMillis(20);

  private final ByteLink link;
  private final Session session;
  private final List<Turn> turns = new ArrayList<>();
  private final byte[] chunk = new byte[1024];

  private static final class Turn {
    private final MeterSetting meter;
    private final Report report;
    private long due;

    private Turn(MeterSetting meter, Session session) {
      this.meter = meter;
      this.report = new Report(meter, session);
      this.due = session.nanos();
    }
  }

  Round(List<MeterSetting> meters, ByteLink link, Session session) {
    this.link = link;
    this.session = session;
    meters.forEach(meter -> turns.add(new Turn(meter, session)));
  }

  void run() throws LinkLostException, InterruptedException {
    while (true) {
      long now = session.nanos();
      Turn next =
          turns.stream().min(Comparator.comparingLong(turn -> turn.due - now)).orElseThrow();
      if (next.due - now > 0) {
        link.read(chunk, shorter(Duration.ofNanos(next.due - now), TICK)); // notices a lost link
        continue;
      }
      next.due = now + next.meter.interval().toNanos();
      for (int attempt = 1; attempt <= TRIES && !read(next); attempt++) {
        session.pause(QUIET);
      }
    }
  }

  /** Reads a meter; returns whether there was a readout. */
  private boolean read(Turn turn) throws LinkLostException, InterruptedException {
    link.reconfigure(turn.meter.line());
    link.discardInput();
    Dialogue dialogue = new Dialogue(turn.meter);
    Progress progress = new Progress(turn);
    progress.take(dialogue.begin());
    long quietSince = session.nanos();
    while (!progress.ended) {
      int count = link.read(chunk, TICK);
      if (count > 0) {
        progress.take(dialogue.accept(chunk, count));
        quietSince = session.nanos();
      } else {
        progress.take(dialogue.silence(session.nanos() - quietSince));
      }
    }
    return progress.good;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Carries out the actions of the dialogue. */
  private final class Progress {
    private final Turn turn;
    private boolean ended;
    private boolean good;
    private long sent; // how long the bytes just sent take on the wire

    private Progress(Turn turn) {
      this.turn = turn;
    }

    private void take(List<Action> actions) throws LinkLostException, InterruptedException {
      sent = 0;
      for (Action action : actions) {
        if (action instanceof Dialogue.Send send) {
          link.write(send.bytes());
          sent = send.bytes().length * turn.meter.line().byteNanos();
        } else if (action instanceof Dialogue.Switch change) {
          session.pause(Duration.ofNanos(sent).plus(ADAPTER));
          link.reconfigure(change.settings());
        } else if (action instanceof Dialogue.Report report) {
          session.find(turn.meter.name(), report.finding());
        } else if (action instanceof Dialogue.Failed failed) {
          ended = true;
          session.find(turn.meter.name(), failed.finding());
        } else if (action instanceof Dialogue.Done done && !ended) {
          ended = true;
          good = true;
          turn.report.readout(done.text(), done.identification().toString(), true);
        }
      }
    }
  }
}
