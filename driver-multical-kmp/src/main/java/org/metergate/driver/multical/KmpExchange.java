// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.Optional;
import org.metergate.driver.multical.dialogue.Dialogue;
import org.metergate.driver.multical.dialogue.LineTraffic;
import org.metergate.driver.multical.dialogue.Step;
import org.metergate.driver.multical.dialogue.Timing;
import org.metergate.driver.multical.frame.Direction;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.frame.KmpFramer;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.driver.multical.request.ObservedRequest;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** Runs dialogues on a link, and listens to it in between. One for each session. */
final class KmpExchange {
  /** Data 8 bits, no parity, two stop bits (KMP protocol description, physical layer). */
  private static final int STOP_BITS = 2;

  private static final Duration TICK = Duration.ofMillis(500);

  private final ByteLink link;
  private final Report report;
  private final KnownMeter known;
  private final PulseWatch pulses;
  private final byte[] chunk = new byte[1024];
  private final KmpFramer idleFramer = new KmpFramer();
  private LineSettings settings;
  private long free;
  private LineTraffic lineTraffic;

  KmpExchange(ByteLink link, Report report, KnownMeter known, PulseWatch pulses, int baud) {
    this.link = link;
    this.report = report;
    this.known = known;
    this.pulses = pulses;
    this.settings = line(baud);
    this.free = report.session().nanos();
  }

  static LineSettings line(int baud) {
    return new LineSettings(baud, 8, LineSettings.Parity.NONE, STOP_BITS);
  }

  int baud() {
    return settings.baud();
  }

  void baud(int speed) throws LinkLostException {
    if (speed != settings.baud()) {
      settings = line(speed);
      link.reconfigure(settings);
    }
  }

  /** Returns what was received besides the answer to the last request. */
  LineTraffic lineTraffic() {
    return lineTraffic;
  }

  /** Sends a request, and once more if no answer arrives. */
  Optional<KmpFrame> ask(KmpRequest request) throws LinkLostException, InterruptedException {
    link.discardInput(); // a serial server may still hold bytes from hours ago
    Dialogue dialogue = new Dialogue(request, new Timing(settings.byteNanos()), free);
    lineTraffic = dialogue.lineTraffic();
    Step step = dialogue.begin(now());
    while (true) {
      if (step instanceof Step.Send send) {
        link.write(send.bytes());
        step = new Step.Wait(send.untilNanos());
      } else if (step instanceof Step.Wait wait) {
        step = listen(dialogue, wait);
      } else {
        return over(step);
      }
    }
  }

  private Step listen(Dialogue dialogue, Step.Wait wait)
      throws LinkLostException, InterruptedException {
    long left = Math.max(0, wait.untilNanos() - now());
    int count = link.read(chunk, Duration.ofNanos(Math.min(left, TICK.toNanos())));
    if (count > 0) {
      pulses.received(chunk, count, now());
      return dialogue.bytes(chunk, 0, count, now());
    }
    return now() >= wait.untilNanos() ? dialogue.timeout(now()) : wait;
  }

  private Optional<KmpFrame> over(Step step) {
    if (lineTraffic.lateAnswers() > 0) {
      report.find(MulticalFindings.LATE_ANSWER, "count", lineTraffic.lateAnswers());
    }
    reportOthers(lineTraffic.otherRequests());
    if (step instanceof Step.Done done) {
      free = now() + Timing.recovery();
      pulses.answered();
      report.passed(Stage.FRAMES);
      return Optional.of(done.answer());
    }
    free = now() + Timing.RESPONSE_TIME;
    return Optional.empty();
  }

  private void reportOthers(java.util.Collection<ObservedRequest> requests) {
    if (!requests.isEmpty()) {
      report.find(
          MulticalFindings.OTHER_READER,
          "asks",
          RequestText.words(
              requests, (known.family() == null ? Family.HEAT : known.family()).table()));
    }
  }

  /** Listens briefly to what arrives without a request. */
  void idle(Duration longest) throws LinkLostException, InterruptedException {
    Duration wait = longest.compareTo(TICK) < 0 ? longest : TICK;
    int count = link.read(chunk, wait);
    if (count > 0) {
      pulses.received(chunk, count, now());
      idleFramer.accept(chunk, 0, count, new Idle());
    } else {
      idleFramer.silence(wait.toNanos() >= TICK.toNanos() ? Long.MAX_VALUE : 0, new Idle());
    }
    if (pulses.certain()) {
      report.find(MulticalFindings.PULSES);
    }
  }

  private long now() {
    return report.session().nanos();
  }

  private final class Idle implements FrameSink<KmpFrame> {
    @Override
    public void frame(KmpFrame frame) {
      if (frame.direction() == Direction.FROM_METER) {
        report.find(MulticalFindings.LATE_ANSWER, "count", 1);
      } else {
        reportOthers(java.util.List.of(ObservedRequest.of(frame)));
      }
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      // its likely cause is reported when a request is not answered
    }

    @Override
    public void corrupt(Damage damage) {
      // likewise
    }
  }
}
