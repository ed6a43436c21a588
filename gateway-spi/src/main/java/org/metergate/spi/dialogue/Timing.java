// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.time.Duration;

/**
 * The times of a protocol of questions and answers: created by {@link #answersWithin} with values
 * that suit most meters on a serial port, and changed by the methods {@code with…}. Immutable.
 */
public final class Timing {
  private static final Duration GAP = Duration.ofMillis(500);
  private static final Duration RECOVERY = Duration.ofMillis(20);
  private static final int LONGEST_ANSWER = 1024;
  private static final int TRIES = 2;
  private static final int MOST_TRIES = 10;

  private final long firstByte;
  private long gap = GAP.toNanos();
  private int longestAnswer = LONGEST_ANSWER;
  private long recovery = RECOVERY.toNanos();
  private int tries = TRIES;
  private long pause;
  private byte[] wakeUp = new byte[0];
  private long wakeUpPause;

  private Timing(Duration firstByte) {
    this.firstByte = nanos(firstByte);
    this.pause = this.firstByte;
  }

  private Timing(Timing other) {
    this.firstByte = other.firstByte;
    this.gap = other.gap;
    this.longestAnswer = other.longestAnswer;
    this.recovery = other.recovery;
    this.tries = other.tries;
    this.pause = other.pause;
    this.wakeUp = other.wakeUp;
    this.wakeUpPause = other.wakeUpPause;
  }

  /**
   * Creates the times of a meter that answers within a time. Unless changed, a question without a
   * good answer is sent once more after a pause of the same time, answers have 1024 bytes at most
   * and no gap of more than 500 ms, and 20 ms lie between an answer and the next question.
   *
   * @param firstByte from the last byte of the question to the first byte of the answer, at most:
   *     the meter's own time, and about 600 ms for adapters and serial servers.
   * @return the times.
   */
  public static Timing answersWithin(Duration firstByte) {
    return new Timing(firstByte);
  }

  /**
   * Changes the longest gap inside an answer. Adapters deliver bytes in groups, and networks stall.
   *
   * @param longest the time without a byte after which the rest of an answer is not awaited.
   * @return the changed times.
   */
  public Timing withGap(Duration longest) {
    Timing changed = new Timing(this);
    changed.gap = nanos(longest);
    return changed;
  }

  /**
   * Changes the length of the longest answer. The wait for an answer ends when so many bytes could
   * have come, also if the line is never quiet.
   *
   * @param bytes on the line, 1 or more.
   * @return the changed times.
   */
  public Timing withLongestAnswer(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("an answer of " + bytes + " bytes");
    }
    Timing changed = new Timing(this);
    changed.longestAnswer = bytes;
    return changed;
  }

  /**
   * Changes the pause between an answer and the next question.
   *
   * @param shortest how long nothing is sent after an answer.
   * @return the changed times.
   */
  public Timing withRecovery(Duration shortest) {
    Timing changed = new Timing(this);
    changed.recovery = nanos(shortest);
    return changed;
  }

  /**
   * Changes how a question without a good answer is repeated.
   *
   * @param most how often it is sent in all, 1 to 10.
   * @param pauseAfter how long nothing is sent after each of these failures, also the last one.
   * @return the changed times.
   */
  public Timing withTries(int most, Duration pauseAfter) {
    if (most < 1 || most > MOST_TRIES) {
      throw new IllegalArgumentException(most + " tries");
    }
    Timing changed = new Timing(this);
    changed.tries = most;
    changed.pause = nanos(pauseAfter);
    return changed;
  }

  /**
   * Adds bytes that wake a sleeping meter.
   *
   * @param bytes sent before each question, in one write.
   * @param pauseAfter how long the meter then takes until it can be asked.
   * @return the changed times.
   */
  public Timing withWakeUp(byte[] bytes, Duration pauseAfter) {
    Timing changed = new Timing(this);
    changed.wakeUp = bytes.clone();
    changed.wakeUpPause = nanos(pauseAfter);
    return changed;
  }

  private static long nanos(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a negative time: " + duration);
    }
    return duration.toNanos();
  }

  long firstByte() {
    return firstByte;
  }

  long gap() {
    return gap;
  }

  int longestAnswer() {
    return longestAnswer;
  }

  long recovery() {
    return recovery;
  }

  int tries() {
    return tries;
  }

  long pause() {
    return pause;
  }

  byte[] wakeUp() {
    return wakeUp;
  }

  long wakeUpPause() {
    return wakeUpPause;
  }
}
