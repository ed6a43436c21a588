// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

/**
 * Follows the count of messages that a meter bears in each encrypted message: it tells how many
 * were lost, and keeps old messages from being read again. Whether a meter keeps its count through
 * a power cut is not known, so a step back that is proven by its tag is believed.
 */
public final class InvocationCounter {
  /** A count that went back without proof is believed when it then rises by ones this often. */
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

  /** Begins with nothing known. */
  public InvocationCounter() {}

  /** What a count says about its message. */
  public enum Verdict {
    /** Newer than all before. */
    NEW,
    /** The first of another meter. */
    NEW_METER,
    /** The last message again. */
    REPEATED,
    /** The last message's count on another message. */
    REUSED,
    /** Older than the last one, without proof. */
    OLD,
    /** The count began anew. */
    STEPPED_BACK
  }

  /**
   * Takes what was remembered before a restart; it may be a little old.
   *
   * @param text from {@link #text}; anything else is passed over.
   */
  public void restore(String text) {
    if (!known && text.matches("[0-9A-F]{16} \\d{1,10}")) {
      title = Long.parseUnsignedLong(text.substring(0, 16), 16);
      last = Long.parseLong(text.substring(17));
      known = true;
    }
  }

  /**
   * Writes what to remember.
   *
   * @param titleHex the title in hexadecimal digits.
   * @param counter the last count that was accepted.
   * @return for {@link #restore}.
   */
  public static String text(String titleHex, long counter) {
    return titleHex + ' ' + counter;
  }

  /**
   * Counts messages that never came, whether they could be opened or not.
   *
   * @param newTitle who sent this one.
   * @param counter its count.
   * @return how many between this one and the one before, as long as the program runs.
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
   * Returns the count of the last accepted message.
   *
   * @return meaningful once one was.
   */
  public long last() {
    return last;
  }

  /**
   * Returns the title of the last accepted message.
   *
   * @return meaningful once one was.
   */
  public long title() {
    return title;
  }

  /**
   * Judges a message that was opened, and takes its count as the last one where it is accepted.
   *
   * @param newTitle who sent it.
   * @param counter its count.
   * @param mark the last bytes of the message, which differ where the message differs.
   * @param proven whether its tag holds.
   * @return what to do with it.
   */
  public Verdict judge(long newTitle, long counter, long mark, boolean proven) {
    Verdict verdict = verdict(newTitle, counter, mark, proven);
    if (verdict == Verdict.NEW || verdict == Verdict.NEW_METER || verdict == Verdict.STEPPED_BACK) {
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
