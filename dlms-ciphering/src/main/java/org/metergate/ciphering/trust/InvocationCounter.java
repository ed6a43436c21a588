// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

/**
 * Follows the invocation counter that a meter sends in each encrypted message: it counts lost
 * messages and keeps old messages from being read again. Whether a meter keeps its counter through
 * a power cut is not known, so a step back in an authenticated message is accepted.
 */
public final class InvocationCounter {
  /** An unauthenticated counter that went back is accepted after this many steps of one. */
  private static final int STEPS_TO_BELIEVE = 3;

  private boolean known;
  private long title;
  private long last;

  /** The end of the last message's tag; 0 after a restart, when it is not known. */
  private long lastMark;

  private long back;
  private int backSteps;

  private boolean seenAny;
  private long seenTitle;
  private long seen;

  /** Creates a counter without a known state. */
  public InvocationCounter() {}

  /** What a counter means for its message. */
  public enum Verdict {
    /** Newer than all before. */
    NEW,
    /** The first of another meter. */
    NEW_METER,
    /** The last message again. */
    REPEATED,
    /** The last message's counter in a different message. */
    REUSED,
    /** Older than the last one and not authenticated. */
    OLD,
    /** The counter started again. */
    STEPPED_BACK;

    boolean isAccepted() {
      return this == NEW || this == NEW_METER || this == STEPPED_BACK;
    }
  }

  /**
   * Restores what was stored before a restart; it may be slightly old.
   *
   * @param text from {@link #text}; anything else is ignored.
   */
  public void restore(String text) {
    if (!known && text.matches("[0-9A-F]{16} \\d{1,10}")) {
      title = Long.parseUnsignedLong(text.substring(0, 16), 16);
      last = Long.parseLong(text.substring(17));
      known = true;
    }
  }

  /**
   * Returns the state to store.
   *
   * @param titleHex the title in hexadecimal digits.
   * @param counter the last accepted counter.
   * @return for {@link #restore}.
   */
  public static String text(String titleHex, long counter) {
    return titleHex + ' ' + counter;
  }

  /**
   * Counts messages that never arrived, whether or not they could be decrypted.
   *
   * @param newTitle the sender of this one.
   * @param counter its counter.
   * @return how many are missing between this one and the previous one since the program started.
   */
  public long lost(long newTitle, long counter) {
    boolean follows = seenAny && seenTitle == newTitle && counter > seen;
    long lost = follows ? counter - seen - 1 : 0;
    seenAny = true;
    seenTitle = newTitle;
    seen = counter;
    return lost;
  }

  /**
   * Returns the counter of the last accepted message.
   *
   * @return undefined before the first one.
   */
  public long last() {
    return last;
  }

  /**
   * Judges a decrypted message, and stores its counter as the last one if it is accepted.
   *
   * @param newTitle its sender.
   * @param counter its counter.
   * @param mark the last bytes of the message, which differ between different messages.
   * @param proven whether its tag is right.
   * @return what to do with it.
   */
  public Verdict judge(long newTitle, long counter, long mark, boolean proven) {
    Verdict verdict = verdict(newTitle, counter, mark, proven);
    if (verdict.isAccepted()) {
      known = true;
      title = newTitle;
      last = counter;
      lastMark = mark;
      backSteps = 0;
    }
    return verdict;
  }

  private Verdict verdict(long newTitle, long counter, long mark, boolean proven) {
    if (!known) {
      return Verdict.NEW;
    }
    if (newTitle != title) {
      return Verdict.NEW_METER;
    }
    if (counter > last) {
      return Verdict.NEW;
    }
    if (counter == last) {
      return lastMark == 0 || lastMark == mark ? Verdict.REPEATED : Verdict.REUSED;
    }
    if (proven) {
      return Verdict.STEPPED_BACK;
    }
    backSteps = backSteps > 0 && counter == back + 1 ? backSteps + 1 : 1;
    back = counter;
    return backSteps >= STEPS_TO_BELIEVE ? Verdict.STEPPED_BACK : Verdict.OLD;
  }
}
