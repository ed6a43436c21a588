// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.aim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.link.LineSettings;

/**
 * How good a place is so far. A value.
 *
 * @param settings of the line, at which the questions are asked now.
 * @param elapsed since the first question.
 * @param asked how many questions were asked, 0 or more.
 * @param last the last answers, the oldest first, at most {@link #WINDOW}.
 * @param best the best level of any answer.
 */
public record AimScore(
    LineSettings settings, Duration elapsed, int asked, List<AimAnswer> last, AimLevel best) {

  /**
   * How many answers a place is judged by. When all 20 are good, the true success is 86 % or more
   * with a probability of 95 % (rule of three: 1 - 3/20, first-hour notes, section 5).
   */
  public static final int WINDOW = 20;

  /** As many answers with foreign bytes among the last ones are no accident. */
  private static final int OFTEN = 3;

  /** Copies the list. */
  public AimScore {
    last = List.copyOf(last);
  }

  /** Returns the score before the first question. */
  static AimScore none(LineSettings settings) {
    return new AimScore(settings, Duration.ZERO, 0, List.of(), AimLevel.NOTHING);
  }

  /** Returns the score with one answer more. */
  AimScore with(AimAnswer answer, Duration sinceFirst) {
    List<AimAnswer> answers = new ArrayList<>(last);
    answers.add(answer);
    if (answers.size() > WINDOW) {
      answers.remove(0);
    }
    AimLevel better = answer.level().compareTo(best) > 0 ? answer.level() : best;
    return new AimScore(settings, sinceFirst, asked + 1, answers, better);
  }

  /** Returns the score with which another speed begins: answers of the former one count no more. */
  AimScore at(LineSettings other) {
    return other.equals(settings) ? this : new AimScore(other, elapsed, asked, List.of(), best);
  }

  /**
   * Returns how many of the last answers were good.
   *
   * @return 0 to {@link #WINDOW}.
   */
  public int good() {
    return (int) last.stream().filter(answer -> answer.level() == AimLevel.GOOD).count();
  }

  /**
   * Returns whether the place is good.
   *
   * @return true when all of the last {@link #WINDOW} answers were good.
   */
  public boolean isGood() {
    return good() == WINDOW;
  }

  /**
   * Returns the newest answer.
   *
   * @return empty before the first.
   */
  public Optional<AimAnswer> newest() {
    return last.isEmpty() ? Optional.empty() : Optional.of(last.get(last.size() - 1));
  }

  /**
   * Returns how many of the last answers had bytes for which nobody asked.
   *
   * @return 0 to {@link #WINDOW}.
   */
  public int unsolicited() {
    return (int) last.stream().filter(answer -> answer.unsolicited() > 0).count();
  }

  /**
   * Returns whether light or another sender disturbs the head.
   *
   * @return true when bytes came without a question more than now and then.
   */
  public boolean disturbed() {
    return unsolicited() >= OFTEN;
  }

  /** Returns whether the last answers, at least so many, had nothing but an echo. */
  boolean silentFor(int answers) {
    return last.size() >= answers
        && last.subList(last.size() - answers, last.size()).stream()
            .allMatch(answer -> answer.level().compareTo(AimLevel.ECHO) <= 0);
  }
}
