// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;

/**
 * Decides whether the answers of a meter are its own. Where two meters answer at one address, their
 * bits merge, and the sum of eight bits of what arrives is right now and then; the identification
 * in it is then that of neither, or of one of them with values of both. So a meter is believed once
 * it has answered alone, selected by all that it says of itself, until an answer is damaged.
 *
 * <p>Meters with the same identification and without a fabrication number cannot be told apart in
 * this way: where damage lasts, some readouts must then be good in a row. Exists as long as the
 * driver; on the thread of the link.
 */
final class Confirmation {
  /** The key of the meter's durable state: the digits of the meter that answered alone. */
  static final String STATE = "answers-alone";

  /** So many damaged readouts in a row are no chance, */
  private static final int LASTING = 3;

  /** and are forgotten after so many good ones in a row. */
  private static final int PROBATION = 4;

  private DurableState state;
  private LongFrame unconfirmed;
  private LongFrame whenSelected;
  private int damaged;
  private int probation;

  /** A readout begins. */
  void begin(MeterSession meter) {
    state = meter.state(STATE);
    unconfirmed = null;
    whenSelected = null;
  }

  /** Returns whether the meter that answers is the one that answered alone. */
  boolean holds(LongFrame answer) {
    return state.get().equals(Optional.of(Identity.of(answer).digits()));
  }

  /** An answer was damaged. */
  void revoke() {
    if (!state.get().orElse("").isEmpty()) {
      state.put("");
    }
  }

  /** Takes the answer of a meter that is not confirmed; it is asked again. */
  void confirming(LongFrame answer) {
    unconfirmed = answer;
  }

  /** Takes the first telegram of the meter that is asked again. */
  void answeredWhenSelected(LongFrame answer) {
    whenSelected = answer;
  }

  /** Takes the first telegram of a meter that is not selected: a second one would merge again. */
  void answeredAgain(LongFrame answer) {
    unconfirmed = answer;
    whenSelected = answer;
  }

  /** Returns whether a meter is asked again. */
  boolean isConfirming() {
    return unconfirmed != null;
  }

  /** Returns whether an answer is of the meter that is asked again, and not of a third one. */
  boolean isOfUnconfirmed(LongFrame answer) {
    return answer.address() == unconfirmed.address()
        && Identity.of(answer).digits().equals(Identity.of(unconfirmed).digits());
  }

  /** Returns whether the last readouts were damaged, too many for chance. */
  boolean isDamageLasting() {
    return damaged == LASTING;
  }

  /** Returns how many good readouts are not believed yet; 0 unless damage lasted. */
  int probation() {
    return probation;
  }

  /**
   * A readout ended.
   *
   * @param wasDamaged whether an answer was, also if the repeated one was good.
   */
  void ended(Outcome outcome, boolean wasDamaged) {
    if (outcome.isDamage()) {
      damaged = Math.min(damaged + 1, LASTING);
      probation = damaged == LASTING ? PROBATION : probation;
    } else if (outcome.isHeard() && !wasDamaged) {
      damaged = 0;
      probation = Math.max(0, probation - 1);
    }
    if (outcome == Outcome.READ && whenSelected != null && !mayBeMerged()) {
      state.put(Identity.of(whenSelected).digits());
    }
  }

  /**
   * Returns whether the first answer may be merged of the one when selected and of another: a byte
   * has then lost bits and has no others. Values that have changed meanwhile tell nothing of the
   * other bytes; they seldom have lost bits in each readout.
   */
  private boolean mayBeMerged() {
    byte[] all = whenSelected.data();
    byte[] some = unconfirmed.data();
    int accessNumber = TelegramDecoder.accessNumberAt(whenSelected.information());
    for (int i = 0; i < all.length && all.length == some.length; i++) {
      if (i != accessNumber && all[i] != some[i] && (some[i] & ~all[i]) == 0) {
        return true;
      }
    }
    return false;
  }
}
