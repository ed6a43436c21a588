// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.mbus.HeardSelections.Answering;
import org.metergate.driver.mbus.HeardSelections.Heard;
import org.metergate.driver.mbus.SearchQuestions.Need;
import org.metergate.driver.mbus.SearchQuestions.Occasion;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.link.LinkLostException;

/**
 * Finds the meters behind an identification that none of them acknowledges, because it is merged
 * from theirs. A one arrives only if all of them send a one, so each of their digits has at least
 * the bits of the digit that was read: it is searched with wild cards for such numbers alone. A
 * meter that knows no selection, or another number than it sends, hides none.
 *
 * <p>That takes minutes on a large bus, so it is done in parts: each begins with the first
 * selection, and asks only what is not known yet. One thread.
 */
final class HiddenMeters {
  private static final int HIGHEST_DIGIT = 9;

  /**
   * Ten for each digit of a number and of a fabrication number, and some; where a search comes to
   * more than the meters that answer explain, noise was taken for meters.
   */
  private static final int MOST_SELECTIONS_PER_METER = 200;

  private final SearchQuestions questions;
  private final SecondaryAddress root;
  private Identity read;
  private boolean searching;
  private int selections; // that the search came to
  private final Set<Answering> found = new HashSet<>();

  /** What a search has found. */
  enum Result {
    /** No other meter. */
    NONE,
    /** Others, or it cannot be found out. */
    OTHERS,
    /** Not known yet: the search has to go on. */
    UNKNOWN
  }

  /**
   * Creates a search.
   *
   * @param address that all of the meters have.
   */
  HiddenMeters(MeterQuestions questions, MeterAddress address) {
    this.root = address.selection().orElse(SecondaryAddress.ALL);
    this.questions = new SearchQuestions(questions, address, root);
  }

  /**
   * A new session begins, perhaps on another bus.
   *
   * @param heard in this session, for all meters.
   */
  void sessionBegins(HeardSelections heard) {
    questions.sessionBegins(heard);
    read = null;
    searching = false;
  }

  /** Other meters have perhaps been connected: a search begins again after the next answer. */
  void busMayHaveChanged() {
    questions.busMayHaveChanged();
    searching = false;
  }

  /** Returns whether a search is to go on. */
  boolean isSearching() {
    return searching;
  }

  /**
   * Searches for some seconds in the turn of the meter, or not at all shortly after another search:
   * others may be due. With a bus that is silent to all selections it takes one question. At the
   * end any meter may be selected.
   *
   * @param identity as it was read; it has a number.
   */
  Result behind(Identity identity) throws LinkLostException, InterruptedException {
    if (identity.number().indexOf('F') >= 0) {
      return Result.NONE; // as a meter without a number sends; a selection by it has wild cards
    }
    if (read != null && !read.equals(identity)) {
      busMayHaveChanged();
    }
    read = identity;
    Result result = search(Occasion.TURN);
    if (result == Result.OTHERS) {
      questions.busMayHaveChanged(); // or it was noise: the next search asks everything again
    }
    return result;
  }

  /** Searches for some seconds more. */
  void goOn() throws LinkLostException, InterruptedException {
    search(Occasion.BETWEEN_TURNS);
  }

  private Result search(Occasion occasion) throws LinkLostException, InterruptedException {
    if (!searching) {
      questions.begin();
    }
    searching = true;
    selections = 0;
    found.clear();
    questions.beginPart(occasion);
    boolean others = areAmong(root);
    searching = !questions.endPart();
    return searching ? Result.UNKNOWN : others ? Result.OTHERS : Result.NONE;
  }

  /** Returns whether others are among the meters that are wanted; true also if this part ended. */
  private boolean areAmong(SecondaryAddress wanted) throws LinkLostException, InterruptedException {
    if (++selections > MOST_SELECTIONS_PER_METER * (1 + found.size())) {
      return true;
    }
    String number = wanted.digits().substring(0, Identity.DIGITS);
    // the meters of a house differ most in their last digits
    int inNumber = number.lastIndexOf('F');
    int inFabrication = wanted.fabrication().lastIndexOf('F');
    boolean isAsRead = number.equals(read.number()) && wanted.fabrication().isEmpty();
    boolean whole = inNumber < 0 && inFabrication < 0 && !isAsRead;
    Optional<Heard> heard = questions.heard(wanted, whole ? Need.WHO : Need.ELSEWHERE);
    if (heard.isEmpty()) {
      return true;
    }
    heard.get().answer().ifPresent(found::add);
    if (!heard.get().accepted() || questions.isElsewhere(heard.get())) {
      return false;
    }
    if (inNumber >= 0) {
      return areAmongDigits(number, read.number(), inNumber, next -> withNumber(wanted, next));
    }
    if (inFabrication >= 0) {
      String fabrication = wanted.fabrication();
      return areAmongDigits(
          fabrication, read.fabrication(), inFabrication, wanted::withFabrication);
    }
    return isAsRead ? othersHaveItsNumber(wanted) : isHidden(heard.get());
  }

  private boolean isHidden(Heard heard) {
    boolean sameIdentity = heard.answer().map(Answering::identity).filter(read::equals).isPresent();
    return questions.isHere(heard) && !sameIdentity;
  }

  /** A selection with a number, or with a fabrication number. */
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

  /**
   * Others with the number that was read differ in fabrication number, or in a part of the model.
   */
  private boolean othersHaveItsNumber(SecondaryAddress wanted)
      throws LinkLostException, InterruptedException {
    if (!read.fabrication().isEmpty()
        && areAmong(wanted.withFabrication(SecondaryAddress.EIGHT_WILD_CARDS))) {
      return true;
    }
    String digits = read.digits();
    // not by all of it, but with wild cards for version and medium, for maker and medium, or for
    // maker and version
    return !isSelectedBy(digits)
        && (isSelectedBy(digits.substring(0, 12) + "FFFF")
            || isSelectedBy(read.number() + "FFFF" + digits.substring(12, 14) + "FF")
            || isSelectedBy(read.number() + "FFFFFF" + digits.substring(14)));
  }

  private boolean isSelectedBy(String digits) throws LinkLostException, InterruptedException {
    return questions
        .heard(new SecondaryAddress(digits, ""), Need.ACCEPTANCE)
        .filter(Heard::accepted)
        .isPresent();
  }
}
