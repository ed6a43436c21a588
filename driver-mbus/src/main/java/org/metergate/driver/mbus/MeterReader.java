// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads one meter until its last telegram, and judges whether the answers are its own. Exists as
 * long as the driver; on the thread of the link.
 */
final class MeterReader {
  /** A meter that cannot be selected is believed after this many further good answers in a row. */
  private static final int REPETITIONS = 3;

  private final MbusOptions options;
  private final MeterAddress address;
  private final MeterQuestions questions;
  private final HiddenMeters hidden;
  private final UnusedAnswers unused;
  private final ReadoutPublisher publisher;
  private final Confirmation confirmation = new Confirmation();

  private MeterSession meter;
  private boolean selectionUnanswered;

  /** Whether the answer is neither good nor damaged as far as is known. */
  private boolean doubted;

  private Identity identity;

  /** The records of the last telegram of the last readout, if it had several. */
  private List<String> lastRecords = List.of();

  /**
   * Creates a reader.
   *
   * @param late receives answers to questions that had been given up.
   */
  MeterReader(MbusOptions options, Consumer<LongFrame> late) {
    this.options = options;
    this.address = options.address();
    this.questions = new MeterQuestions(options, late);
    this.hidden = new HiddenMeters(questions, address);
    this.publisher = new ReadoutPublisher(Optional.of(options.interval()));
    this.unused = new UnusedAnswers(questions, address, publisher);
  }

  MbusOptions options() {
    return options;
  }

  /** Returns whether the last readout ended because no meter accepted the selection. */
  boolean isSelectionUnanswered() {
    return selectionUnanswered;
  }

  /** Returns who answered in the last readout that had a reading. */
  Optional<Identity> identity() {
    return Optional.ofNullable(identity);
  }

  /** Returns how many good readouts are not published, since those before were damaged. */
  int probation() {
    return confirmation.probation();
  }

  /**
   * A new session begins, perhaps with another meter.
   *
   * @param heard in this session, for all meters.
   */
  void sessionBegins(HeardSelections heard) {
    questions.sessionBegins();
    hidden.sessionBegins(heard);
  }

  /** Returns whether it is not known yet whether other meters answer together with this one. */
  boolean isSearching() {
    return hidden.isSearching();
  }

  /**
   * Searches for them for some seconds.
   *
   * @param line at the speed of the meter.
   */
  void search(MbusExchange line) throws LinkLostException, InterruptedException {
    questions.use(line);
    hidden.goOn();
  }

  /**
   * Asks the meter for nothing but an acknowledgement.
   *
   * @param line at the speed at which to ask.
   * @return false also if the meter must not be reset.
   */
  boolean acknowledges(MbusExchange line) throws LinkLostException, InterruptedException {
    return questions.acknowledges(line);
  }

  /**
   * Reads the meter once.
   *
   * @param line at the speed of the meter.
   * @param session of the meter.
   * @return what became of it.
   */
  Outcome read(MbusExchange line, MeterSession session)
      throws LinkLostException, InterruptedException {
    meter = session;
    confirmation.begin(session);
    int tries = questions.begin(line);
    selectionUnanswered = tries == 0;
    doubted = false;
    Outcome outcome = tries == 0 ? questions.reason() : telegrams(tries);
    if (outcome.isDamage()) {
      questions.isOnlyAnswer(); // a late answer of another one must not disturb the next meter
    }
    if (!doubted) {
      confirmation.ended(outcome, questions.wasDamaged());
    }
    if (outcome.isDamage() && confirmation.isDamageLasting()) {
      hidden.busMayHaveChanged(); // damage that lasts may come from a meter that was connected
    }
    return outcome;
  }

  private Outcome telegrams(int tries) throws LinkLostException, InterruptedException {
    AnswerParts parts = new AnswerParts();
    boolean resent = false;
    boolean passedOver = false;
    while (true) {
      Optional<LongFrame> frame = questions.ask(parts.isEmpty() ? tries : MeterQuestions.TRIES);
      if (questions.wasDamaged()) {
        confirmation.revoke();
      }
      if (frame.isEmpty()) {
        return parts.isEmpty() ? unused.unanswered(meter) : published(parts, false);
      }
      Answer answer = TelegramDecoder.decode(frame.get());
      if (!(answer instanceof Answer.Telegram telegram)) {
        questions.next();
        return parts.isEmpty()
            ? unused.refused(meter, frame.get(), answer)
            : published(parts, false);
      }
      if (parts.isEmpty() && !passedOver && isLastOfBefore(telegram)) {
        passedOver = true;
        questions.next();
        continue;
      }
      boolean first = parts.isEmpty();
      AnswerParts.Place place = parts.add(frame.get(), telegram);
      Optional<Outcome> notBelieved =
          place == AnswerParts.Place.FOREIGN
              ? Optional.of(ofAnother(telegram))
              : judged(frame.get(), telegram, first);
      if (notBelieved.isPresent()) {
        return notBelieved.get();
      }
      if (place == AnswerParts.Place.RESENT && !resent) {
        resent = true; // perhaps it only came late: the same question is asked once more
        continue;
      }
      if (place != AnswerParts.Place.NEXT) {
        meter.find(MbusFindings.SAME_TELEGRAM);
        return published(parts, true); // this meter sends no more
      }
      questions.next();
      if (!parts.moreFollow()) {
        return published(parts, parts.isComplete());
      }
    }
  }

  /**
   * Judges whether the meter that is meant sent a telegram, and no other with it.
   *
   * @param first whether it is the first of the answer.
   * @return how the readout ends if the telegram is not believed, else empty.
   */
  private Optional<Outcome> judged(LongFrame frame, Answer.Telegram telegram, boolean first)
      throws LinkLostException, InterruptedException {
    if (!address.matches(telegram.header())) {
      return Optional.of(ofAnother(telegram));
    }
    if (!confirmation.isConfirming()) {
      return confirmation.holds(frame) ? Optional.empty() : Optional.of(readSelected(frame));
    }
    if (first && !confirmation.isOfUnconfirmed(frame)) {
      return Optional.of(Outcome.DAMAGED);
    }
    if (first && questions.isSelected()) {
      confirmation.answeredWhenSelected(frame);
    } else if (first) {
      confirmation.answeredAgain(frame);
    }
    return Optional.empty();
  }

  /** After damage, it may be what is left of two answers; else another meter sent it. */
  private Outcome ofAnother(Answer.Telegram telegram) {
    return questions.wasDamaged() ? Outcome.DAMAGED : unused.otherMeter(meter, telegram);
  }

  /** Not every meter sends its first telegram when it is selected: it may repeat its last one. */
  private boolean isLastOfBefore(Answer.Telegram telegram) {
    return questions.isSelected()
        && !lastRecords.isEmpty()
        && records(telegram).equals(lastRecords);
  }

  private static List<String> records(Answer.Telegram telegram) {
    return telegram.records().stream().map(DataRecord::key).toList();
  }

  /** Reads a meter so that no other can answer: selected by all that it says of itself. */
  private Outcome readSelected(LongFrame answer) throws LinkLostException, InterruptedException {
    if (!questions.isOnlyAnswer()) {
      return Outcome.DAMAGED;
    }
    confirmation.confirming(answer);
    Identity sender = Identity.of(answer);
    Optional<SecondaryAddress> all = sender.selection();
    if (all.isEmpty()) {
      return repeated(Optional.empty());
    }
    if (questions.select(all.get())) {
      return telegrams(MeterQuestions.TRIES);
    }
    Optional<SecondaryAddress> plain = questions.selectWithoutFabrication(all.get());
    HiddenMeters.Result others =
        plain.isPresent() ? HiddenMeters.Result.NONE : hidden.behind(sender);
    doubted = others == HiddenMeters.Result.UNKNOWN;
    return switch (others) {
      case NONE -> repeated(plain);
      case OTHERS -> Outcome.DAMAGED;
      case UNKNOWN -> unused.perhapsOfSeveral(meter, sender);
    };
  }

  /** Reads a meter that cannot be selected by all that it says of itself. */
  private Outcome repeated(Optional<SecondaryAddress> selection)
      throws LinkLostException, InterruptedException {
    for (int i = 0; i < REPETITIONS; i++) {
      Optional<LongFrame> repeated = isBegun(selection) ? questions.once() : Optional.empty();
      if (repeated.isEmpty()) {
        return unused.unanswered(meter);
      }
      questions.next();
      if (questions.wasDamaged() || !confirmation.isOfUnconfirmed(repeated.get())) {
        return Outcome.DAMAGED;
      }
    }
    return isBegun(selection) ? telegrams(1) : unused.unanswered(meter);
  }

  private boolean isBegun(Optional<SecondaryAddress> selection)
      throws LinkLostException, InterruptedException {
    if (selection.isPresent()) {
      return questions.select(selection.get());
    }
    questions.begin(); // asked also if that is not acknowledged
    return true;
  }

  private Outcome published(AnswerParts parts, boolean complete) {
    if (questions.isEchoing()) {
      meter.find(MbusFindings.ECHO);
    }
    if (probation() > 0) {
      return Outcome.HEARD;
    }
    List<Answer.Telegram> telegrams = parts.telegrams();
    List<String> last = records(parts.last());
    lastRecords = last.equals(records(telegrams.get(0))) ? List.of() : last;
    identity = Identity.of(telegrams);
    meter.passed(Stage.FRAMES);
    return publisher.publish(meter, telegrams, complete) ? Outcome.READ : Outcome.HEARD;
  }
}
