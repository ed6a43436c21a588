// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;

/** Reports why a meter, or another one, answered and gave no reading. One thread. */
final class UnusedAnswers {
  private final MeterQuestions questions;
  private final MeterAddress address;
  private final ReadoutPublisher publisher;

  UnusedAnswers(MeterQuestions questions, MeterAddress address, ReadoutPublisher publisher) {
    this.questions = questions;
    this.address = address;
    this.publisher = publisher;
  }

  /** The last question was not answered with data. */
  Outcome unanswered(MeterSession meter) {
    Optional<LongFrame> other = questions.fromAnother();
    other.ifPresent(
        frame ->
            meter.find(
                MbusFindings.OTHER_ADDRESS, "address", address, "answered", frame.address()));
    return other.isPresent() ? Outcome.OTHER_ADDRESS : withoutData(meter, questions.reason());
  }

  private static Outcome withoutData(MeterSession meter, Outcome reason) {
    if (reason == Outcome.HEARD) {
      meter.passed(Stage.FRAMES);
      meter.find(MbusFindings.NO_DATA);
    }
    return reason;
  }

  /** An answer is no telegram that can be read. */
  Outcome refused(MeterSession meter, LongFrame frame, Answer answer) {
    meter.passed(Stage.FRAMES);
    publisher.refuse(meter, frame, answer);
    return Outcome.HEARD;
  }

  /** Another meter answered than the one that is meant. */
  Outcome otherMeter(MeterSession meter, Answer.Telegram telegram) {
    meter.passed(Stage.FRAMES);
    String wanted =
        address.identification().isEmpty() ? address.toString() : address.identification();
    meter.find(
        MbusFindings.OTHER_METER,
        "wanted",
        wanted,
        "answered",
        Identity.of(telegram.header()).secondary());
    return Outcome.HEARD;
  }

  /** It is not known yet whether others answered too. */
  Outcome perhapsOfSeveral(MeterSession meter, Identity sender) {
    meter.passed(Stage.FRAMES);
    meter.find(MbusFindings.PERHAPS_SEVERAL, "address", address, "number", sender.secondary());
    return Outcome.HEARD;
  }
}
