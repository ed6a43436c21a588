// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.driver.mbus.telegram.TelegramDecoder;

/**
 * The telegrams of one answer: each but the last says that another one follows. A meter that does
 * not go on sends the same one for ever, so their number is bounded. One thread.
 */
final class AnswerParts {
  /** No known meter sends so many. */
  static final int MOST = 32;

  private final List<Answer.Telegram> telegrams = new ArrayList<>();
  private LongFrame lastFrame;

  /** How a telegram continues the answer. */
  enum Place {
    /** It is the first, or the one that follows. */
    NEXT,
    /**
     * It is the last one once more, with the same access number: sent, and not only made, twice.
     */
    RESENT,
    /** It is the last one once more, with another access number. */
    REPEATED,
    /** Another meter sent it. */
    FOREIGN
  }

  /** Takes a telegram if it continues the answer. */
  Place add(LongFrame frame, Answer.Telegram telegram) {
    Place place = place(frame, telegram.header());
    if (place == Place.NEXT) {
      telegrams.add(telegram);
      lastFrame = frame;
    }
    return place;
  }

  private Place place(LongFrame frame, Header header) {
    if (lastFrame == null) {
      return Place.NEXT;
    }
    Header first = telegrams.get(0).header();
    if (frame.address() != lastFrame.address()
        || !header.identity().equals(first.identity())
        || header.manufacturer() != first.manufacturer()
        || header.version() != first.version()
        || header.medium() != first.medium()) {
      return Place.FOREIGN;
    }
    if (frame.information() == lastFrame.information()
        && Arrays.equals(frame.data(), lastFrame.data())) {
      return Place.RESENT;
    }
    return sameButForAccessNumber(frame, lastFrame) ? Place.REPEATED : Place.NEXT;
  }

  private static boolean sameButForAccessNumber(LongFrame one, LongFrame other) {
    int at = TelegramDecoder.accessNumberAt(one.information());
    byte[] a = one.data();
    byte[] b = other.data();
    return at >= 0
        && one.information() == other.information()
        && a.length == b.length
        && a.length > at
        && Arrays.equals(a, 0, at, b, 0, at)
        && Arrays.equals(a, at + 1, a.length, b, at + 1, b.length);
  }

  /** Returns whether the last telegram says that another one follows. */
  boolean moreFollow() {
    return !telegrams.isEmpty() && telegrams.size() < MOST && last().moreFollow();
  }

  /** Returns whether the last telegram says that it is the last one. */
  boolean isComplete() {
    return !telegrams.isEmpty() && !last().moreFollow();
  }

  boolean isEmpty() {
    return telegrams.isEmpty();
  }

  /** Returns the last telegram; there must be one. */
  Answer.Telegram last() {
    return telegrams.get(telegrams.size() - 1);
  }

  List<Answer.Telegram> telegrams() {
    return List.copyOf(telegrams);
  }
}
