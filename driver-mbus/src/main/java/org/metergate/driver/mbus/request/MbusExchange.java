// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.time.Duration;
import java.util.Optional;
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

/** Asks on a line, each question once. One for each session; on the thread of the link. */
public final class MbusExchange {
  /** The longest answer: 252 bytes of data in 9 of the frame. */
  private static final int LONGEST_ANSWER = 261;

  /** No meter pauses inside an answer, but adapters and networks deliver it in parts. */
  private static final Duration GAP = Duration.ofMillis(150);

  /** Between an answer and the next question the line is idle. */
  private static final Duration IDLE = Duration.ofMillis(50);

  private final MbusFramer framer = new MbusFramer();
  private final Requester<MbusFrame> requester;

  /**
   * Creates an exchange; nothing is sent yet.
   *
   * @param link an open link.
   * @param time the session.
   * @param settings with which the link was opened.
   * @param patience how long to wait for the first byte of an answer.
   */
  public MbusExchange(ByteLink link, TimeSource time, LineSettings settings, Duration patience) {
    Timing timing =
        Timing.answersWithin(patience)
            .withGap(GAP)
            .withLongestAnswer(LONGEST_ANSWER)
            .withRecovery(IDLE)
            .withTries(1, IDLE);
    this.requester = new Requester<>(link, time, framer, timing, settings);
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
    requester.settings(line(baud));
  }

  /**
   * Asks for an acknowledgement.
   *
   * @param request a reset or a selection.
   * @return whether at least one meter acknowledged.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public boolean isAcknowledged(MbusRequest request)
      throws LinkLostException, InterruptedException {
    framer.expectAcknowledgement(true);
    try {
      return requester.ask(request).isPresent();
    } finally {
      framer.expectAcknowledgement(false);
    }
  }

  /**
   * Asks for data.
   *
   * @param request one of {@link MbusRequest#data}.
   * @return the answer, or empty; {@link #traffic} then has the likely reason.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public Optional<LongFrame> ask(MbusRequest request)
      throws LinkLostException, InterruptedException {
    return requester.ask(request).map(LongFrame.class::cast);
  }

  /**
   * Returns what was received besides the answer to the last question.
   *
   * @return the traffic of the last question, nothing before the first.
   */
  public Traffic<MbusFrame> traffic() {
    return requester.traffic();
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
    requester.idle(longest, unasked);
  }
}
