// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.multical.frame.Direction;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.frame.KmpFramer;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.driver.multical.request.ObservedRequest;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.dialogue.Requester;
import org.metergate.spi.dialogue.Timing;
import org.metergate.spi.dialogue.Traffic;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Asks the meter, and reports what else is on the line: late answers, another reader, pulses. One
 * for each session.
 */
final class KmpExchange {
  /** Data 8 bits, no parity, two stop bits (KMP protocol description, physical layer). */
  private static final int STOP_BITS = 2;

  /**
   * How long a meter may take to answer, and how long nothing may be sent to it after a fault (KMP
   * protocol description, timing). The first try may only have woken the meter.
   */
  private static final Duration RESPONSE_TIME = Duration.ofMillis(1600);

  /** The delay of adapters and serial servers: other programs that waited less lost answers. */
  private static final Duration ADAPTER = Duration.ofMillis(600);

  /** Bytes of the longest answer if all of them are stuffed. */
  private static final int LONGEST_ANSWER = 520;

  private static final Timing TIMING =
      Timing.answersWithin(RESPONSE_TIME.plus(ADAPTER))
          .withLongestAnswer(LONGEST_ANSWER)
          .withTries(2, RESPONSE_TIME);

  private final Requester<KmpFrame> requester;
  private final MeterSession meter;
  private final KnownMeter known;
  private final PulseWatch pulses;
  private final Idle idle = new Idle();

  KmpExchange(ByteLink link, MeterSession meter, KnownMeter known, PulseWatch pulses, int baud) {
    this.requester =
        new Requester<>(pulses.watching(link, meter), meter, new KmpFramer(), TIMING, line(baud));
    this.meter = meter;
    this.known = known;
    this.pulses = pulses;
  }

  static LineSettings line(int baud) {
    return new LineSettings(baud, 8, LineSettings.Parity.NONE, STOP_BITS);
  }

  int baud() {
    return requester.settings().baud();
  }

  void baud(int speed) throws LinkLostException {
    requester.settings(line(speed));
  }

  /** Sends a request, and once more if no answer arrives. */
  Optional<KmpFrame> ask(KmpRequest request) throws LinkLostException, InterruptedException {
    Optional<KmpFrame> answer = requester.ask(request);
    long late = lateAnswers();
    if (late > 0) {
      meter.find(MulticalFindings.LATE_ANSWER, "count", late);
    }
    Set<ObservedRequest> others = new LinkedHashSet<>();
    for (KmpFrame frame : requester.traffic().others()) {
      boolean own = Arrays.equals(frame.content(), request.content()); // reflected twice
      if (frame.direction() == Direction.TO_METER && !own) {
        others.add(ObservedRequest.of(frame));
      }
    }
    reportOthers(others);
    if (answer.isPresent()) {
      pulses.answered();
      meter.passed(Stage.FRAMES);
    }
    return answer;
  }

  private long lateAnswers() {
    return requester.traffic().others().stream()
        .filter(frame -> frame.direction() == Direction.FROM_METER)
        .count();
  }

  /** Returns why the last request was not answered; the requests of others are like an echo. */
  Traffic.Reason reason() {
    Traffic.Reason reason = requester.traffic().reason();
    return reason == Traffic.Reason.OTHER_FRAMES && lateAnswers() == 0
        ? Traffic.Reason.ECHO_ONLY
        : reason;
  }

  private void reportOthers(Set<ObservedRequest> requests) {
    if (!requests.isEmpty()) {
      meter.find(
          MulticalFindings.OTHER_READER,
          "asks",
          RequestText.words(
              requests, (known.family() == null ? Family.HEAT : known.family()).table()));
    }
  }

  /** Listens briefly to what arrives without a request. */
  void idle(Duration longest) throws LinkLostException, InterruptedException {
    requester.idle(longest, idle);
    if (pulses.certain()) {
      meter.find(MulticalFindings.PULSES);
    }
  }

  private final class Idle implements FrameSink<KmpFrame> {
    @Override
    public void frame(KmpFrame frame) {
      if (frame.direction() == Direction.FROM_METER) {
        meter.find(MulticalFindings.LATE_ANSWER, "count", 1);
      } else {
        reportOthers(Set.of(ObservedRequest.of(frame)));
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
