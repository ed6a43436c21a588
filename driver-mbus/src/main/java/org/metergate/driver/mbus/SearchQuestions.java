// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.mbus.HeardSelections.Answering;
import org.metergate.driver.mbus.HeardSelections.Heard;
import org.metergate.driver.mbus.HeardSelections.Selection;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.link.LinkLostException;

/**
 * Makes the selections of a search for the meters behind one, in parts of some seconds, and each of
 * them once. One thread.
 */
final class SearchQuestions {
  /** In a part no selection is begun later; the last one takes 2 to 7 s. */
  private static final Duration PART = Duration.ofSeconds(3);

  /** What was heard before the search, for other meters, is true for so long. */
  private static final Duration FRESH = Duration.ofHours(1);

  private final MeterQuestions questions;
  private final MeterAddress address;
  private final SecondaryAddress root;
  private HeardSelections selections;

  /** When the bus may have changed last. */
  private long changed;

  /** What was heard before this time is not used by the search. */
  private long oldest;

  private long partBegan;

  /** Whether this part makes more than the first selection of the search. */
  private boolean hasTime;

  /** Whether a selection was left for the next part. */
  private boolean unfinished;

  /** The selections of this part that nobody accepted. */
  private final Set<Selection> silent = new HashSet<>();

  /** When a part of a search comes. */
  enum Occasion {
    /**
     * In the turn of the meter: others may be due. They do not wait for one part after another, so
     * that shortly after another part this one makes the first selection of the search alone.
     */
    TURN,
    /** While the meters are not due, or wait for this part. */
    BETWEEN_TURNS
  }

  /** What a search needs to know of a selection. */
  enum Need {
    /** Whether it is accepted. */
    ACCEPTANCE,
    /** Also whether all that accept it have other addresses, as far as that can be heard. */
    ELSEWHERE,
    /** Also who accepts it: it has no wild cards in its numbers. */
    WHO
  }

  /**
   * Creates the questions for one meter.
   *
   * @param root the selection with which a search begins.
   */
  SearchQuestions(MeterQuestions questions, MeterAddress address, SecondaryAddress root) {
    this.questions = questions;
    this.address = address;
    this.root = root;
  }

  /** A new session begins, perhaps on another bus. */
  void sessionBegins(HeardSelections ofSession) {
    selections = ofSession;
    busMayHaveChanged();
  }

  /** What was heard until now is not used for this meter any longer. */
  void busMayHaveChanged() {
    changed = selections.nanos();
    oldest = changed;
  }

  /** A search begins: it uses what was heard shortly before, unless the bus may have changed. */
  void begin() {
    long fresh = selections.nanos() - FRESH.toNanos();
    oldest = fresh - changed > 0 ? fresh : changed;
  }

  /** A part begins. */
  void beginPart(Occasion occasion) {
    partBegan = selections.nanos();
    hasTime = occasion == Occasion.BETWEEN_TURNS || selections.isRested();
    unfinished = false;
    silent.clear();
  }

  /**
   * Ends a part. If nobody accepts any longer what some accepted, the bus was dead, and its silence
   * in this part says nothing.
   *
   * @return whether the search is at its end: no selection was left, and what was heard is true.
   */
  boolean endPart() throws LinkLostException, InterruptedException {
    if (hasTime && unfinished) {
      selections.partEnded();
    }
    boolean known = selections.since(oldest, selection(root)).isPresent();
    if (known && !silent.isEmpty() && !questions.isAnySelected(root)) {
      selections.forget(silent);
      selections.forget(Set.of(selection(root)));
      return false;
    }
    return !unfinished;
  }

  /**
   * Returns what is heard after a selection, asked now if it is not known.
   *
   * @return empty if this selection, or one before it, is left for the next part.
   */
  Optional<Heard> heard(SecondaryAddress wanted, Need need)
      throws LinkLostException, InterruptedException {
    Optional<Heard> known =
        selections.since(oldest, selection(wanted)).filter(heard -> isEnough(heard, need));
    if (known.isPresent()) {
      return known;
    }
    boolean inTime = hasTime && selections.nanos() - partBegan <= PART.toNanos();
    if (unfinished || !inTime && !wanted.equals(root)) {
      unfinished = true;
      return Optional.empty();
    }
    Heard heard = ask(wanted, need);
    if (!heard.accepted()) {
      silent.add(selection(wanted));
    }
    if (heard.accepted() || !wanted.equals(root)) { // a bus that is silent now may be dead
      selections.put(selection(wanted), heard);
    }
    return Optional.of(heard);
  }

  private Selection selection(SecondaryAddress wanted) {
    return new Selection(wanted, questions.baud(), questions.patience());
  }

  private boolean isEnough(Heard heard, Need need) {
    if (!heard.accepted() || need == Need.ACCEPTANCE) {
      return true;
    }
    boolean listened = heard.alone() || heard.answer().filter(this::hasOtherBits).isEmpty();
    boolean understood = need != Need.WHO || heard.answer().isPresent();
    return listened && understood && (heard.asked() || !isPrimary());
  }

  private Heard ask(SecondaryAddress wanted, Need need)
      throws LinkLostException, InterruptedException {
    long now = selections.nanos();
    boolean accepted = questions.isAnySelected(wanted);
    boolean asked = accepted && (need == Need.WHO || need == Need.ELSEWHERE && isPrimary());
    int tries = !asked ? 0 : need == Need.WHO ? MeterQuestions.TRIES : 1;
    Optional<Answering> answer = Optional.empty();
    for (int i = 0; i < tries && answer.isEmpty(); i++) {
      answer = questions.askSelected().map(SearchQuestions::answering);
    }
    boolean listening = answer.filter(this::hasOtherBits).isPresent();
    boolean alone = listening && questions.isOnlyAnswerOfSelected();
    Optional<Answering> understood = listening && !alone ? Optional.empty() : answer;
    return new Heard(now, accepted, asked, understood, alone);
  }

  private static Answering answering(LongFrame frame) {
    return new Answering(frame.address(), Identity.of(frame));
  }

  private boolean isPrimary() {
    return address.requested() <= MbusRequest.HIGHEST;
  }

  /** Answers merge to the bits that all of them have: with another bit, none has the address. */
  private boolean hasOtherBits(Answering answer) {
    return isPrimary() && (answer.address() & ~address.requested()) != 0;
  }

  /** Returns whether no meter that accepted a selection has the address. */
  boolean isElsewhere(Heard heard) {
    return heard.alone() && heard.answer().filter(this::hasOtherBits).isPresent();
  }

  /** Returns whether a meter that has the address, or is not understood, accepted a selection. */
  boolean isHere(Heard heard) {
    return heard.answer().filter(this::hasOtherAddress).isEmpty();
  }

  private boolean hasOtherAddress(Answering answer) {
    return isPrimary() && address.requested() != answer.address();
  }
}
