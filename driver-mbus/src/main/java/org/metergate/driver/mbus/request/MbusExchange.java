// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.driver.mbus.frame.Acknowledgement;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.spi.codec.Damage;
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
  /** No meter pauses inside an answer, but adapters deliver it in parts. */
  private static final Duration GAP = Duration.ofMillis(150);

  /** A network that needs this long to deliver the first byte may pause for a part of it later. */
  private static final int GAPS_IN_PATIENCE = 3;

  /** Between an answer and the next question the line is idle. */
  private static final Duration IDLE = Duration.ofMillis(50);

  /** So long after its question the slowest meter has begun to answer. */
  private static final Duration LATEST = Duration.ofMillis(3500);

  /** So long it is listened at once. */
  private static final Duration PART = Duration.ofMillis(100);

  /** The lowest speed of a bus. */
  private static final int SLOWEST = 300;

  private final CountingLink link;
  private final BoundedLink bounded;
  private final TimeSource time;
  private final MbusFramer framer = new MbusFramer();
  private final AnswerCheck check;
  private Requester<MbusFrame> requester;
  private Duration patience;
  private Traffic<MbusFrame> traffic;
  private MbusRequest asked;
  private MbusRequest unanswered;
  private LongFrame late;
  private LongFrame another;
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
    Duration stretched = patience.dividedBy(GAPS_IN_PATIENCE);
    Duration gap = stretched.compareTo(GAP) > 0 ? stretched : GAP;
    Timing timing =
        Timing.answersWithin(patience)
            .withGap(gap.plusNanos(AnswerCheck.SILENT_BYTES * settings.byteNanos()))
            .withLongestAnswer(longestAnswer(settings)) // at which BoundedLink ends earlier
            .withRecovery(IDLE)
            .withTries(1, IDLE);
    return new Requester<>(bounded, time, framer, timing, settings);
  }

  /** Returns how many bytes pass at a speed while the longest answer comes at the lowest speed. */
  private static int longestAnswer(LineSettings settings) {
    return Math.toIntExact(LongFrame.LONGEST * line(SLOWEST).byteNanos() / settings.byteNanos());
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
   *     false, {@link #reason} tells silence from damage.
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
   *     right once in some hundred times: who must be sure compares the identification.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public Optional<LongFrame> ask(MbusRequest request)
      throws LinkLostException, InterruptedException {
    Optional<LongFrame> answer = answer(request).map(LongFrame.class::cast);
    unanswered = answer.isEmpty() ? request : null;
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
    freeAt = time.nanos() + IDLE.toNanos();
    traffic = requester.traffic();
    long received = link.received() - before;
    disturbed =
        answer.isPresent()
            && !check.isGood(request, answer.get(), traffic, received, requester.settings());
    echoed |= traffic.echoed();
    late = responses().filter(this::isLate).findFirst().orElse(null);
    another = responses().filter(this::isFromAnother).findFirst().orElse(null);
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

  private Stream<LongFrame> responses() {
    return traffic.others().stream()
        .filter(LongFrame.class::isInstance)
        .map(LongFrame.class::cast)
        .filter(LongFrame::isResponse);
  }

  private boolean isLate(MbusFrame frame) {
    return unanswered != null && unanswered.isAnsweredBy(frame);
  }

  private boolean isFromAnother(LongFrame frame) {
    return asked.answer() == LongFrame.class && !asked.isAnsweredBy(frame) && !isLate(frame);
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
    return unanswered == asked
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
    return Optional.ofNullable(another);
  }

  /**
   * Returns an answer that came when its question had been given up: the patience is too short.
   *
   * @return the answer to the last but one question for data, if it came during the last question,
   *     or to the last one, if it came in {@link #idle} since then.
   */
  public Optional<LongFrame> late() {
    return Optional.ofNullable(late);
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
    requester.idle(
        longest,
        new FrameSink<>() {
          @Override
          public void frame(MbusFrame frame) {
            if (isLate(frame)) {
              late = (LongFrame) frame;
            }
            unasked.frame(frame);
          }

          @Override
          public void noise(byte[] bytes, int offset, int length) {
            unasked.noise(bytes, offset, length);
          }

          @Override
          public void corrupt(Damage damage) {
            unasked.corrupt(damage);
          }
        });
  }
}
