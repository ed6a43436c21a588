// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.Locale;
import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.link.LinkLostException;

/**
 * Finds the meters behind an identification that none of them acknowledges, because it is merged
 * from theirs. A one arrives only if all of them send a one, so each of their digits has at least
 * the bits of the digit that was read: it is searched with wild cards for such numbers alone. A
 * meter that knows no selection, or another number than it sends, hides none. One thread.
 */
final class HiddenMeters {
  /** Wild cards for an identification or a fabrication number. */
  static final String ANY_NUMBER = "FFFFFFFF";

  private static final SecondaryAddress ANY =
      SecondaryAddress.parse(ANY_NUMBER + ANY_NUMBER).orElseThrow();

  private static final int HIGHEST_DIGIT = 9;

  /** More than a bus of 60 meters with usual numbers needs; without an end it is noise. */
  private static final int MOST_SELECTIONS = 1000;

  private final MeterQuestions questions;
  private final MeterAddress address;
  private Identity read;
  private int left;

  /**
   * Creates a search.
   *
   * @param address that all of the meters have.
   */
  HiddenMeters(MeterQuestions questions, MeterAddress address) {
    this.questions = questions;
    this.address = address;
  }

  /**
   * Searches; with a bus that is silent to all selections it takes one question, else one for each
   * number that is possible. At the end any meter may be selected.
   *
   * @param identity as it was read; it has a number.
   * @return whether other meters than this one are there, or it was not to be found out.
   */
  boolean areBehind(Identity identity) throws LinkLostException, InterruptedException {
    read = identity;
    left = MOST_SELECTIONS;
    if (read.number().indexOf('F') >= 0) {
      return false; // as a meter without a number sends; a selection by it is one with wild cards
    }
    return areAmong(address.selection().orElse(ANY));
  }

  private boolean areAmong(SecondaryAddress wanted) throws LinkLostException, InterruptedException {
    if (--left < 0) {
      return true;
    }
    if (!questions.isAnySelected(wanted) || isElsewhere()) {
      return false;
    }
    String number = wanted.digits().substring(0, Identity.DIGITS);
    // the meters of a house differ most in their last digits
    int place = number.lastIndexOf('F');
    if (place >= 0) {
      return areAmongDigits(number, read.number(), place, next -> withNumber(wanted, next));
    }
    int serial = wanted.fabrication().lastIndexOf('F');
    if (serial >= 0) {
      String fabrication = wanted.fabrication();
      return areAmongDigits(fabrication, read.fabrication(), serial, wanted::withFabrication);
    }
    boolean same = number.equals(read.number()) && wanted.fabrication().isEmpty();
    return same ? areAlike(wanted) : isHere();
  }

  /** Some of the digits of a selection, in it. */
  private interface Selecting {
    SecondaryAddress by(String digits);
  }

  private boolean areAmongDigits(String digits, String merged, int place, Selecting selecting)
      throws LinkLostException, InterruptedException {
    int bits = Character.digit(merged.charAt(place), 16);
    for (int digit = bits; digit <= Math.max(bits, HIGHEST_DIGIT); digit++) {
      if ((digit & bits) == bits) {
        String one = Integer.toHexString(digit).toUpperCase(Locale.ROOT);
        String next = digits.substring(0, place) + one + digits.substring(place + 1);
        if (areAmong(selecting.by(next))) {
          return true;
        }
      }
    }
    return false;
  }

  private static SecondaryAddress withNumber(SecondaryAddress wanted, String number) {
    return new SecondaryAddress(
        number + wanted.digits().substring(Identity.DIGITS), wanted.fabrication());
  }

  /** Meters with the number that was read may differ in their fabrication numbers or models. */
  private boolean areAlike(SecondaryAddress wanted) throws LinkLostException, InterruptedException {
    if (!read.fabrication().isEmpty() && areAmong(wanted.withFabrication(ANY_NUMBER))) {
      return true;
    }
    String digits = read.digits();
    return !isSelectedBy(digits)
        && (isSelectedBy(digits.substring(0, 12) + "FFFF")
            || isSelectedBy(read.number() + "FFFF" + digits.substring(12, 14) + "FF")
            || isSelectedBy(read.number() + "FFFFFF" + digits.substring(14)));
  }

  private boolean isSelectedBy(String digits) throws LinkLostException, InterruptedException {
    return questions.isAnySelected(new SecondaryAddress(digits, ""));
  }

  /**
   * Returns whether no meter that was selected has the address: together with one that has it, an
   * answer has no bits in its address but those.
   */
  private boolean isElsewhere() throws LinkLostException, InterruptedException {
    int wanted = address.requested();
    if (wanted > MbusRequest.HIGHEST) {
      return false;
    }
    Optional<LongFrame> answer = questions.askSelected();
    return answer.isPresent()
        && (answer.get().address() & ~wanted) != 0
        && questions.isOnlyAnswerOfSelected();
  }

  /** Returns whether the meter that was selected has the address, and not the identity read. */
  private boolean isHere() throws LinkLostException, InterruptedException {
    Optional<LongFrame> answer = Optional.empty();
    for (int i = 0; i < MeterQuestions.TRIES && answer.isEmpty(); i++) {
      answer = questions.askSelected();
    }
    if (answer.isEmpty()) {
      return true; // perhaps several
    }
    int wanted = address.requested();
    boolean addressed = wanted > MbusRequest.HIGHEST || wanted == answer.get().address();
    return addressed && !Identity.of(answer.get()).equals(read);
  }
}
