// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metergate.driver.p1.frame.TelegramFramer;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;

/**
 * One session with a meter: raises the request line, listens, and tries other speeds and levels
 * while no telegrams arrive. One thread.
 */
final class Conversation {
  /** The key of the state that holds the speed and the level of the request line that worked. */
  static final String LINE_STATE = "line";

  private static final Duration TICK = Duration.ofMillis(250);

  /** How long a meter is quiet between two telegrams, or between the chunks of one. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(300);

  /** By then each speed was tried twice. */
  private static final int SURELY_NONSENSE = 4;

  private final MeterSession meter;
  private final RequestedLine line;
  private final Search search;
  private final RequestPlan plan;
  private String remembered;
  private int reportedBaud;
  private boolean reportedHopeless;

  Conversation(ByteLink link, MeterSession meter, int baud, Optional<Duration> onDemand) {
    this.meter = meter;
    this.remembered = lineState().get().orElse("");
    this.search = new Search(remembered);
    this.line = new RequestedLine(link, baud);
    this.reportedBaud = search.baud();
    long now = meter.nanos();
    this.plan =
        onDemand
            .<RequestPlan>map(interval -> new RequestOnDemand(search, interval, now))
            .orElseGet(() -> new HeldRequest(search, now));
  }

  private DurableState lineState() {
    return meter.state(LINE_STATE);
  }

  /** Listens until the link is lost; then sets the request line to its resting level. */
  void hold(ByteLink link, TelegramFramer framer, PushReceiver pushReceiver)
      throws LinkLostException, InterruptedException {
    byte[] chunk = new byte[2048];
    long lastByte = meter.nanos();
    try {
      while (true) {
        apply();
        int count = link.read(chunk, TICK);
        long now = meter.nanos();
        if (count > 0) {
          lastByte = now;
          plan.bytes(now);
          framer.accept(chunk, 0, count, pushReceiver);
        } else {
          framer.silence(now - lastByte, pushReceiver);
        }
        judge(pushReceiver, now, now - lastByte >= PAUSE);
      }
    } finally {
      line.release(!search.level());
    }
  }

  private void apply() throws LinkLostException {
    boolean level = plan.level(meter.nanos());
    boolean wired = line.isWired();
    line.set(search.baud(), level);
    if (wired && !line.isWired()) {
      search.hasNoWire();
      reportConditions();
    }
    if (search.isHopeless() && !reportedHopeless) {
      reportedHopeless = true;
      meter.find(P1Findings.NO_ANSWER);
    }
  }

  private void judge(PushReceiver pushReceiver, long now, boolean pause) {
    if (pushReceiver.tookGood()) {
      search.telegram(now);
      reportedHopeless = false;
      remember();
    }
    if (pushReceiver.tookEnd()) {
      plan.end(now);
    }
    if (pushReceiver.look().isNonsense(pause)) {
      pushReceiver.look().forget();
      if (search.nonsense() >= SURELY_NONSENSE) {
        meter.find(P1Findings.UNREADABLE);
      }
    }
  }

  private void remember() {
    if (search.isProven() && !search.text().equals(remembered)) {
      remembered = search.text();
      lineState().put(remembered);
    }
    if (search.baud() != reportedBaud) {
      reportedBaud = search.baud();
      meter.find(P1Findings.SPEED_FOUND, "baud", reportedBaud);
    }
  }

  /** Reports the conditions of the line while telegrams arrive. */
  void reportConditions() {
    if (!line.isWired()) {
      meter.find(LinkFindings.NO_REQUEST_LINE);
    }
    if (search.isReversed()) {
      meter.find(P1Findings.REQUEST_REVERSED);
    }
  }

  /** Returns the present speed of the line. */
  int baud() {
    return search.baud();
  }
}
