// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads one meter: selects it or resets its link, and asks until its last telegram. Exists as long
 * as the driver; on the thread of the link.
 */
final class MeterReader {
  /** A battery meter may sleep through the first question. */
  private static final int TRIES = 2;

  private final MbusOptions options;
  private final MeterAddress address;
  private final Consumer<LongFrame> late;
  private final ReadoutPublisher publisher;
  private boolean wasReset;

  /** The frame count bit of the next question: set in the first one after a reset or selection. */
  private boolean frameCountBit = true;

  private MbusExchange line;
  private MeterSession meter;
  private boolean selectionUnanswered;

  /**
   * Creates a reader.
   *
   * @param late receives answers to questions that had been given up.
   */
  MeterReader(MbusOptions options, Consumer<LongFrame> late) {
    this.options = options;
    this.late = late;
    this.address = options.address();
    this.publisher = new ReadoutPublisher(Optional.of(options.interval()));
  }

  MbusOptions options() {
    return options;
  }

  /** Returns whether the last readout ended because nobody accepted the selection. */
  boolean isSelectionUnanswered() {
    return selectionUnanswered;
  }

  /** A new session begins, perhaps with another meter. */
  void sessionBegins() {
    wasReset = false;
    frameCountBit = true;
  }

  /**
   * Reads the meter once.
   *
   * @param on the line, at the speed of the meter.
   * @param session of the meter.
   * @return what became of it.
   */
  Outcome read(MbusExchange on, MeterSession session)
      throws LinkLostException, InterruptedException {
    line = on;
    meter = session;
    selectionUnanswered = false;
    if (address.selection().isPresent()) {
      return select() ? telegrams(TRIES) : notSelected();
    }
    return telegrams(reset() ? TRIES : TRIES - 1);
  }

  private Outcome notSelected() {
    selectionUnanswered = true;
    return Outcome.of(line.reason());
  }

  /**
   * Selects the meter. This resets the frame count bit as SND_NKE does to a primary address; sent
   * to the address of the selected meter, SND_NKE would end the selection (EN 13757-2).
   */
  private boolean select() throws LinkLostException, InterruptedException {
    MbusRequest select = MbusRequest.select(address.selection().orElseThrow());
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      if (isAcknowledged(select)) {
        frameCountBit = true;
        return true;
      }
    }
    return false;
  }

  /**
   * Tells the meter to begin with its first telegram.
   *
   * @return false if something was sent and nobody acknowledged; some meters never do, so that the
   *     question is asked nevertheless, but it is the second try then.
   */
  private boolean reset() throws LinkLostException, InterruptedException {
    MbusOptions.LinkReset when = options.linkReset();
    if (when == MbusOptions.LinkReset.NEVER || when == MbusOptions.LinkReset.FIRST && wasReset) {
      return true;
    }
    boolean acknowledged = isAcknowledged(MbusRequest.reset(address.requested()));
    frameCountBit = true;
    return acknowledged || isDamaged();
  }

  private Outcome telegrams(int tries) throws LinkLostException, InterruptedException {
    AnswerParts parts = new AnswerParts();
    boolean resent = false;
    while (true) {
      Optional<LongFrame> frame = ask(parts.isEmpty() ? tries : TRIES);
      if (frame.isEmpty()) {
        return parts.isEmpty() ? unanswered() : published(parts, false);
      }
      meter.passed(Stage.FRAMES);
      wasReset = true; // whether or not it acknowledged that
      Answer answer = TelegramDecoder.decode(frame.get());
      if (!(answer instanceof Answer.Telegram telegram)) {
        return refused(parts, frame.get(), answer);
      }
      AnswerParts.Place place = parts.add(frame.get(), telegram);
      if (place == AnswerParts.Place.FOREIGN || !address.matches(telegram.header())) {
        return otherMeter(telegram);
      }
      if (place == AnswerParts.Place.RESENT && !resent) {
        resent = true; // perhaps it only came late: the same question is asked once more
        continue;
      }
      if (place != AnswerParts.Place.NEXT) {
        meter.find(MbusFindings.SAME_TELEGRAM);
        return published(parts, true); // this meter sends no more
      }
      frameCountBit = !frameCountBit;
      if (!parts.moreFollow()) {
        return published(parts, parts.isComplete());
      }
    }
  }

  /** Asks for a telegram; a damaged answer is asked for again in any case. */
  private Optional<LongFrame> ask(int tries) throws LinkLostException, InterruptedException {
    MbusRequest request = MbusRequest.data(address.requested(), frameCountBit);
    int left = tries;
    Optional<LongFrame> answer = once(request);
    while (answer.isEmpty() && (--left > 0 || left == 0 && tries == 1 && isDamaged())) {
      answer = once(request);
    }
    return answer;
  }

  private Optional<LongFrame> once(MbusRequest request)
      throws LinkLostException, InterruptedException {
    Optional<LongFrame> answer = line.ask(request);
    line.late().ifPresent(late);
    return answer;
  }

  private boolean isAcknowledged(MbusRequest request)
      throws LinkLostException, InterruptedException {
    boolean acknowledged = line.isAcknowledged(request);
    line.late().ifPresent(late);
    return acknowledged;
  }

  private boolean isDamaged() {
    return !Outcome.of(line.reason()).isSilence();
  }

  private Outcome unanswered() {
    Optional<LongFrame> other = line.fromAnother();
    other.ifPresent(
        frame ->
            meter.find(
                MbusFindings.OTHER_ADDRESS, "address", address, "answered", frame.address()));
    return other.isPresent() ? Outcome.OTHER_ADDRESS : Outcome.of(line.reason());
  }

  private Outcome refused(AnswerParts parts, LongFrame frame, Answer answer) {
    frameCountBit = !frameCountBit;
    if (!parts.isEmpty()) {
      return published(parts, false);
    }
    publisher.refuse(meter, frame, answer);
    return Outcome.HEARD;
  }

  private Outcome otherMeter(Answer.Telegram telegram) {
    String wanted =
        address.identification().isEmpty() ? address.toString() : address.identification();
    meter.find(
        MbusFindings.OTHER_METER,
        "wanted",
        wanted,
        "answered",
        MeterAddress.digits(telegram.header()));
    return Outcome.HEARD;
  }

  private Outcome published(AnswerParts parts, boolean complete) {
    if (line.isEchoing()) {
      meter.find(MbusFindings.ECHO);
    }
    return publisher.publish(meter, parts.telegrams(), complete) ? Outcome.READ : Outcome.HEARD;
  }
}
