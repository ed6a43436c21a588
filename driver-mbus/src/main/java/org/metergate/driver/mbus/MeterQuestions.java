// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.link.LinkLostException;

/**
 * Asks one meter: selects it or resets its link, then asks for one telegram after the other. Exists
 * as long as the driver; on the thread of the link.
 */
final class MeterQuestions {
  /** A battery meter may sleep through the first question. */
  static final int TRIES = 2;

  private final MeterAddress address;
  private final MbusOptions.LinkReset linkReset;
  private final Consumer<LongFrame> late;
  private boolean wasReset;

  /** The frame count bit of the next question: set in the first one after a reset or selection. */
  private boolean frameCountBit = true;

  /** The address in the next question. */
  private int asked;

  private MbusExchange line;
  private boolean selected;
  private boolean damaged;

  /** Whether a reset was sent and not acknowledged, so that its acknowledgement may come late. */
  private boolean unacknowledged;

  /**
   * Creates the questions to one meter.
   *
   * @param late receives answers to questions that had been given up.
   */
  MeterQuestions(MbusOptions options, Consumer<LongFrame> late) {
    this.address = options.address();
    this.linkReset = options.linkReset();
    this.late = late;
  }

  /** A new session begins, perhaps with another meter. */
  void sessionBegins() {
    wasReset = false;
    frameCountBit = true;
  }

  /** Uses a line, at the speed of the meter, from now on; nothing is sent yet. */
  void use(MbusExchange on) {
    line = on;
  }

  /** Returns the speed at which the next question is asked. */
  int baud() {
    return line.settings().baud();
  }

  /** Returns how long a question waits for an answer. */
  Duration patience() {
    return line.patience();
  }

  /**
   * Begins a readout: selects the meter or resets its link, as is configured.
   *
   * @param on the line, at the speed of the meter.
   * @return how often the first question may be asked; 0 if no meter accepted the selection.
   */
  int begin(MbusExchange on) throws LinkLostException, InterruptedException {
    use(on);
    damaged = false;
    return begin();
  }

  /** Begins a second time in the same readout, otherwise as {@link #begin(MbusExchange)}. */
  int begin() throws LinkLostException, InterruptedException {
    asked = address.requested();
    unacknowledged = false;
    if (address.selection().isPresent()) {
      return select(address.selection().get()) ? TRIES : 0;
    }
    return reset() ? TRIES : TRIES - 1;
  }

  /**
   * Selects the meter or resets its link, and asks for nothing else.
   *
   * @param on the line, at the speed at which to ask.
   * @return whether it acknowledged; false if it must not be reset.
   */
  boolean acknowledges(MbusExchange on) throws LinkLostException, InterruptedException {
    use(on);
    if (address.selection().isPresent()) {
      return select(address.selection().get());
    }
    if (linkReset == MbusOptions.LinkReset.NEVER) {
      return false;
    }
    frameCountBit = true;
    return isAcknowledged(MbusRequest.reset(address.requested()));
  }

  /**
   * Selects a meter, which is then asked. This resets the frame count bit as SND_NKE does to a
   * primary address; sent to the address of the selected meter, SND_NKE would end the selection (EN
   * 13757-2).
   *
   * @return whether at least one meter accepted it.
   */
  boolean select(SecondaryAddress wanted) throws LinkLostException, InterruptedException {
    MbusRequest select = MbusRequest.select(wanted);
    selected = false;
    for (int attempt = 1; attempt <= TRIES && !selected; attempt++) {
      selected = isAcknowledged(select);
    }
    if (selected) {
      asked = MbusRequest.SELECTED;
      frameCountBit = true;
    }
    return selected;
  }

  /**
   * Selects a meter without the fabrication number that it sends: not every meter is selected by
   * it.
   *
   * @param all that the meter sends.
   * @return the selection that was acknowledged; empty if there is no fabrication number, if any
   *     meter is selected by one, or if none accepts the selection without it.
   */
  Optional<SecondaryAddress> selectWithoutFabrication(SecondaryAddress all)
      throws LinkLostException, InterruptedException {
    if (all.fabrication().isEmpty()) {
      return Optional.empty();
    }
    boolean known =
        select(all.withFabrication(SecondaryAddress.EIGHT_WILD_CARDS)) || !reason().isSilence();
    SecondaryAddress plain = all.withFabrication("");
    return !known && select(plain) ? Optional.of(plain) : Optional.empty();
  }

  /**
   * Selects meters, and tries it once.
   *
   * @return whether any meter accepted it: several do not always acknowledge at the same time, so
   *     that something else may be received.
   */
  boolean isAnySelected(SecondaryAddress wanted) throws LinkLostException, InterruptedException {
    selected = isAcknowledged(MbusRequest.select(wanted)) || !reason().isSilence();
    asked = MbusRequest.SELECTED;
    frameCountBit = true;
    return selected;
  }

  /** Asks all that were selected; damage is none of the meter that is read. */
  Optional<LongFrame> askSelected() throws LinkLostException, InterruptedException {
    Optional<LongFrame> answer = line.ask(MbusRequest.data(MbusRequest.SELECTED, frameCountBit));
    line.late().ifPresent(late);
    return answer;
  }

  /** Listens until the slowest of the selected meters would have answered. */
  boolean isOnlyAnswerOfSelected() throws LinkLostException, InterruptedException {
    return line.isOnlyAnswer();
  }

  /** Returns whether the meter was selected, and not asked by its primary address. */
  boolean isSelected() {
    return selected && asked == MbusRequest.SELECTED;
  }

  /**
   * Tells the meter to begin with its first telegram.
   *
   * @return false if a reset was sent and not acknowledged; some meters never do, so that the
   *     question is asked nevertheless, but it is the second try then.
   */
  private boolean reset() throws LinkLostException, InterruptedException {
    if (linkReset == MbusOptions.LinkReset.NEVER
        || linkReset == MbusOptions.LinkReset.FIRST && wasReset) {
      return true;
    }
    boolean acknowledged = isAcknowledged(MbusRequest.reset(address.requested()));
    frameCountBit = true;
    unacknowledged = !acknowledged;
    return acknowledged || !reason().isSilence();
  }

  /**
   * Asks for a telegram; a damaged answer is asked for again in any case.
   *
   * @param tries how often the question is asked, 1 or more.
   */
  Optional<LongFrame> ask(int tries) throws LinkLostException, InterruptedException {
    int left = tries;
    Optional<LongFrame> answer = once();
    while (answer.isEmpty() && (--left > 0 || left == 0 && tries == 1 && !reason().isSilence())) {
      answer = once();
    }
    wasReset |= answer.isPresent(); // whether or not it acknowledged that
    return answer;
  }

  /** Asks for a telegram once. */
  Optional<LongFrame> once() throws LinkLostException, InterruptedException {
    Optional<LongFrame> answer = line.ask(MbusRequest.data(asked, frameCountBit));
    line.late().ifPresent(late);
    damaged |= answer.isEmpty() && reason().isDamage();
    return answer;
  }

  /**
   * Returns whether the meter that answered a selection with wild cards is the only one that did:
   * it is listened until the slowest meter would have answered.
   */
  boolean isOnlyAnswer() throws LinkLostException, InterruptedException {
    boolean several = address.selection().filter(SecondaryAddress::hasWildCards).isPresent();
    boolean only = !several || line.isOnlyAnswer();
    damaged |= !only;
    return only;
  }

  /** The answer was good: the next question is for the next telegram. */
  void next() {
    frameCountBit = !frameCountBit;
  }

  private boolean isAcknowledged(MbusRequest request)
      throws LinkLostException, InterruptedException {
    boolean acknowledged = line.isAcknowledged(request);
    line.late().ifPresent(late);
    return acknowledged;
  }

  /**
   * Returns why the last question was not answered with data; {@link Outcome#HEARD} if the meter
   * acknowledged it, which says that there is none.
   */
  Outcome reason() {
    return !unacknowledged && line.isOnlyAcknowledged() ? Outcome.HEARD : Outcome.of(line.reason());
  }

  /** Returns whether an answer of this readout was damaged. */
  boolean wasDamaged() {
    return damaged;
  }

  /** Returns the answer of a meter with another address to the last question. */
  Optional<LongFrame> fromAnother() {
    return line.fromAnother();
  }

  /** Returns whether the line reflects what is sent. */
  boolean isEchoing() {
    return line.isEchoing();
  }
}
