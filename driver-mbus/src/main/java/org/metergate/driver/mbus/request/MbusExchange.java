// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.time.Duration;
import java.util.Optional;
import org.metergate.driver.mbus.frame.Acknowledgement;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.dialogue.Requester;
import org.metergate.spi.dialogue.Timing;
import org.metergate.spi.dialogue.Traffic;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Asks on a line, each question once. An answer is good only if the line is silent after it, and
 * nothing damaged came before it. One for each session; on the thread of the link.
 */
public final class MbusExchange {
  /** How long after its question even the slowest meter has begun to answer. */
  private static final Duration LATEST = Duration.ofMillis(3500);

  /** How long to listen before looking whether anything came. */
  private static final Duration PART = Duration.ofMillis(100);

  private final CountingLink link;
  private final BoundedLink bounded;
  private final TimeSource time;
  private final MbusFramer framer = new MbusFramer();
  private final AnswerCheck check;
  private Requester<MbusFrame> requester;
  private Duration patience;
  private Traffic<MbusFrame> traffic;
  private final OtherAnswers others = new OtherAnswers();
  private MbusRequest asked;
  private long freeAt; // of the line
  private boolean changed; // the requester, which knows nothing of the last question
  private boolean echoed;
  private boolean disturbed; // the last answer, by what came before or behind it

  /**
   * Creates an exchange; nothing is sent yet.
   *
   * @param link an open link.
   * @param time the session.
   * @param settings with which the link was opened.
   * @param patience how long to wait for the first byte of an answer; a third of it, and 150 ms at
   *     least, may pass without a byte inside an answer.
   */
  public MbusExchange(ByteLink link, TimeSource time, LineSettings settings, Duration patience) {
    this.link = new CountingLink(link, time);
    this.bounded = new BoundedLink(this.link, time, framer);
    this.time = time;
    this.check = new AnswerCheck(this.link, time, framer);
    this.patience = patience;
    this.requester = requester(settings);
    this.traffic = requester.traffic();
    this.freeAt = time.nanos();
  }

  private Requester<MbusFrame> requester(LineSettings settings) {
    Timing timing = AnswerTiming.of(patience, settings);
    return new Requester<>(bounded, time, framer, timing, settings);
  }

  /**
   * Returns the line settings of a speed.
   *
   * @param baud bits per second.
   * @return 8 data bits, even parity, one stop bit (EN 13757-2).
   */
  public static LineSettings line(int baud) {
    return new LineSettings(baud, 8, LineSettings.Parity.EVEN, 1);
  }

  /**
   * Changes the speed.
   *
   * @param baud bits per second.
   * @throws LinkLostException when the link is gone.
   */
  public void baud(int baud) throws LinkLostException {
    LineSettings wanted = line(baud);
    if (!wanted.equals(requester.settings())) {
      requester.settings(wanted);
      requester = requester(wanted);
      changed = true;
    }
  }

  /**
   * Returns the settings of the line.
   *
   * @return with the speed at which the next question is asked.
   */
  public LineSettings settings() {
    return requester.settings();
  }

  /**
   * Returns how long questions wait.
   *
   * @return the longest time for the first byte of an answer.
   */
  public Duration patience() {
    return patience;
  }

  /**
   * Changes how long the next questions wait.
   *
   * @param longest for the first byte of an answer.
   */
  public void patience(Duration longest) {
    if (!longest.equals(patience)) {
      patience = longest;
      requester = requester(requester.settings());
      changed = true;
    }
  }

  /**
   * Asks for an acknowledgement. Several meters that acknowledge together often look like one.
   *
   * @param request a reset or a selection.
   * @return whether at least one meter acknowledged and nothing else was received; if this is
   *     false, {@link #reason} distinguishes silence from damage.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public boolean isAcknowledged(MbusRequest request)
      throws LinkLostException, InterruptedException {
    framer.expectAcknowledgement(true);
    try {
      return answer(request).isPresent();
    } finally {
      framer.expectAcknowledgement(false);
    }
  }

  /**
   * Asks for data.
   *
   * @param request one of {@link MbusRequest#data}.
   * @return the answer, or empty; {@link #reason} then has the likely reason. To an address other
   *     than 0 to 250 any meter may have answered, also one that was asked before. Answers of
   *     several meters of one model may merge bit by bit, and the sum of eight bits then comes out
   *     right once in some hundred times: compare the identification to be sure.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public Optional<LongFrame> ask(MbusRequest request)
      throws LinkLostException, InterruptedException {
    Optional<LongFrame> answer = answer(request).map(LongFrame.class::cast);
    others.askedForData(request, answer.isPresent());
    return answer;
  }

  private Optional<MbusFrame> answer(MbusRequest request)
      throws LinkLostException, InterruptedException {
    asked = request;
    disturbed = false;
    while (changed && time.nanos() - freeAt < 0) {
      requester.idle(Duration.ofNanos(freeAt - time.nanos()));
    }
    changed = false;
    long before = link.received();
    Optional<MbusFrame> answer = bounded(request);
    freeAt = time.nanos() + AnswerTiming.IDLE.toNanos();
    traffic = requester.traffic();
    long received = link.received() - before;
    disturbed =
        answer.isPresent()
            && !check.isGood(request, answer.get(), traffic, received, requester.settings());
    echoed |= traffic.echoed();
    others.received(traffic.others(), request);
    return answer.filter(frame -> !disturbed);
  }

  private Optional<MbusFrame> bounded(MbusRequest request)
      throws LinkLostException, InterruptedException {
    bounded.bound(patience, requester.settings().byteNanos());
    try {
      return requester.ask(request);
    } finally {
      bounded.unbound();
    }
  }

  /**
   * Returns the likely reason why the last question was not answered.
   *
   * @return the reason; {@link Traffic.Reason#DAMAGED} also if bytes followed the answer, or if it
   *     followed damaged ones.
   */
  public Traffic.Reason reason() {
    if (disturbed) {
      return Traffic.Reason.DAMAGED;
    }
    Traffic.Reason reason = traffic.reason();
    boolean onlyEcho =
        reason == Traffic.Reason.OTHER_FRAMES
            && traffic.others().stream().allMatch(asked.frame()::equals);
    return onlyEcho ? Traffic.Reason.ECHO_ONLY : reason;
  }

  /**
   * Returns whether the last question for data was acknowledged and nothing else was received: the
   * meter has nothing to send. An acknowledgement that came late looks the same.
   *
   * @return false if the last question was another one, or was answered.
   */
  public boolean isOnlyAcknowledged() {
    byte[] heard = link.sinceQuestion();
    int echo = traffic.echoed() ? asked.bytes().length : 0;
    return others.isUnanswered(asked)
        && traffic.damage().isEmpty()
        && traffic.others().isEmpty()
        && heard.length > echo
        && heard.length <= echo + 1 + MbusFramer.MOST_BEFORE_ACKNOWLEDGEMENT
        && heard[heard.length - 1] == Acknowledgement.CHARACTER;
  }

  /**
   * Returns whether the line reflects what is sent.
   *
   * @return whether a question of this exchange came back.
   */
  public boolean isEchoing() {
    return echoed;
  }

  /**
   * Returns the answer of a meter that was not asked: the last question was for one address, and a
   * meter with another one answered. A late answer is none of these.
   *
   * @return the first such frame.
   */
  public Optional<LongFrame> fromAnother() {
    return others.fromAnother();
  }

  /**
   * Returns an answer that came when its question had been given up: the patience is too short.
   *
   * @return the answer to the last but one question for data, if it came during the last question,
   *     or to the last one, if it came in {@link #idle} since then.
   */
  public Optional<LongFrame> late() {
    return others.late();
  }

  /**
   * Returns how many bytes were received, whatever they are.
   *
   * @return the number since the exchange was created.
   */
  public long received() {
    return link.received();
  }

  /**
   * Returns what was received besides the answer to the last question.
   *
   * @return the traffic of the last question, nothing before the first.
   */
  public Traffic<MbusFrame> traffic() {
    return traffic;
  }

  /**
   * Listens until the slowest meter would have answered the last question, and its answer has
   * ended.
   *
   * @return whether nothing came, so that only the meter that has answered already was asked.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public boolean isOnlyAnswer() throws LinkLostException, InterruptedException {
    long before = link.received();
    long heard = before;
    long end = link.sentAt() + LATEST.toNanos();
    bounded.bound(Duration.ofNanos(end - time.nanos()), requester.settings().byteNanos());
    try {
      while (time.nanos() < end || heard < link.received()) {
        heard = link.received();
        requester.idle(PART);
      }
    } finally {
      bounded.unbound();
    }
    return link.received() == before;
  }

  /**
   * Listens once to what arrives unasked, half a second at most.
   *
   * @param longest how long to wait for bytes.
   * @param unasked receives what arrives.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public void idle(Duration longest, FrameSink<MbusFrame> unasked)
      throws LinkLostException, InterruptedException {
    requester.idle(longest, others.lateOf(unasked));
  }
}
