// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.concurrent.TimeUnit;

/**
 * Finds the speed at which a meter sends and the level of the request line that makes it send. The
 * level configured in the link may be the wrong one, since the pin of a TTL adapter goes to 0 V
 * when its line is raised: both are tried while nothing arrives. Whether the other level is really
 * the right one, or the meter just was slow, is decided by trying the configured one once more. A
 * state machine that gets the time from its caller; one thread.
 */
final class Search {
  /** The speed of all meters since DSMR 4, tried first. */
  static final int FAST = 115_200;

  /** The speed of DSMR 2 and 3. */
  static final int SLOW = 9_600;

  /** How many consecutive times nothing must arrive before a working setting is doubted. */
  private static final int DOUBT = 4;

  /** After two rounds of both levels and both speeds the failure is reported. */
  private static final int HOPELESS = 8;

  /** Telegrams that were already being sent when the level changed prove nothing. */
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
   * Continues where another search ended.
   *
   * @param remembered from {@link #text}; anything else starts from the beginning.
   */
  Search(String remembered) {
    boolean known = remembered.matches("(115200|9600) (straight|reversed)");
    baud = known && remembered.startsWith("9600") ? SLOW : FAST;
    reversed = known && remembered.endsWith("reversed");
    reversalProven = reversed;
  }

  /** Returns the state to store once {@link #isProven()}. */
  String text() {
    return baud + (reversed ? " reversed" : " straight");
  }

  int baud() {
    return baud;
  }

  /** Returns the level that makes the meter send: true is the configured one. */
  boolean level() {
    return !reversed;
  }

  /** Returns whether telegrams arrive at this speed and level. */
  boolean isProven() {
    return proven && !confirming;
  }

  /** Returns whether the right level is the opposite of the configured one. */
  boolean isReversed() {
    return reversed && reversalProven;
  }

  /** Returns whether all speeds and levels were tried twice without success. */
  boolean isHopeless() {
    return !proven && failures == HOPELESS;
  }

  /** Records that the link has no request line. */
  void hasNoWire() {
    wired = false;
    reversed = false;
  }

  /** Records a telegram. */
  void telegram(long now) {
    failures = 0;
    nonsense = 0;
    if (confirming && now - confirmedFrom < ON_THE_WAY) {
      return;
    }
    confirming = false; // the configured level works
    proven = true;
    if (reversed && !reversalProven) {
      reversed = false;
      confirming = true;
      confirmedFrom = now;
    }
  }

  /** Records that the line was raised and nothing arrived for long enough. */
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
   * Records that the received bytes are not text.
   *
   * @return how many consecutive times, alternating between the speeds.
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
