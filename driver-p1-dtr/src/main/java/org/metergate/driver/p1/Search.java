// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.concurrent.TimeUnit;

/**
 * Finds out at which speed a meter sends and which level of the request line asks it. A level that
 * was given to the link may be the wrong one, since the pin of a TTL adapter goes to 0 V when its
 * line is raised: both are tried where nothing comes. Whether the other level is really what asks,
 * or the meter just was slow, shows when the configured one is tried once more. A machine over time
 * without a clock of its own; one thread.
 */
final class Search {
  /** The speed of all meters since DSMR 4, tried first. */
  static final int FAST = 115_200;

  /** The speed of DSMR 2 and 3. */
  static final int SLOW = 9_600;

  /** So many times in a row nothing must come before what worked is doubted. */
  private static final int DOUBT = 4;

  /** After two rounds of both levels and both speeds it is said that nothing helps. */
  private static final int HOPELESS = 8;

  /** Telegrams that were on their way when the level changed prove nothing. */
  private static final long ON_THE_WAY = TimeUnit.SECONDS.toNanos(1);

  private int baud;
  private boolean reversed;
  private boolean wired = true;
  private boolean proven;
  private boolean reversalProven;
  private boolean confirming;
  private long confirmedFrom;
  private int failures;
  private int nonsense;

  /**
   * Begins where another search ended.
   *
   * @param remembered from {@link #text}; anything else begins anew.
   */
  Search(String remembered) {
    boolean known = remembered.matches("(115200|9600) (straight|reversed)");
    baud = known && remembered.startsWith("9600") ? SLOW : FAST;
    reversed = known && remembered.endsWith("reversed");
    reversalProven = reversed;
  }

  /** What to remember once {@link #isProven()}. */
  String text() {
    return baud + (reversed ? " reversed" : " straight");
  }

  int baud() {
    return baud;
  }

  /** The level that asks: true is the one that the link takes for asking. */
  boolean level() {
    return !reversed;
  }

  /** Whether telegrams come, at this speed and level. */
  boolean isProven() {
    return proven && !confirming;
  }

  /** Whether the other level than configured is the one that asks. */
  boolean isReversed() {
    return reversed && reversalProven;
  }

  /** Whether it was tried for so long that there is little hope. */
  boolean isHopeless() {
    return !proven && failures == HOPELESS;
  }

  /** Says that the link has no request line. */
  void hasNoWire() {
    wired = false;
    reversed = false;
  }

  /** A telegram came. */
  void telegram(long now) {
    failures = 0;
    nonsense = 0;
    if (confirming && now - confirmedFrom < ON_THE_WAY) {
      return;
    }
    confirming = false; // the configured level does ask
    proven = true;
    if (reversed && !reversalProven) {
      reversed = false;
      confirming = true;
      confirmedFrom = now;
    }
  }

  /** The meter was asked and nothing came for long enough. */
  void silence() {
    failures++;
    if (confirming) {
      confirming = false;
      reversed = true;
      reversalProven = true;
      failures = 0;
      return;
    }
    if (proven && failures < DOUBT) {
      return;
    }
    if (proven) {
      proven = false;
      failures = 1;
    }
    if (wired) {
      reversed = !reversed;
      reversalProven = false;
    }
    if (!wired || failures % 2 == 0) {
      otherSpeed();
    }
  }

  /**
   * What came is no text.
   *
   * @return how many times in a row, at the speeds by turns.
   */
  int nonsense() {
    nonsense++;
    if (!proven || nonsense > DOUBT) {
      proven = false;
      otherSpeed();
    }
    return nonsense;
  }

  private void otherSpeed() {
    baud = baud == FAST ? SLOW : FAST;
  }
}
