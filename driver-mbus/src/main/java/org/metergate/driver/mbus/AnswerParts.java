// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Header;

/**
 * The telegrams of one answer: each but the last says that another one follows. A meter that does
 * not go on sends the same one for ever, so their number is bounded. One thread.
 */
final class AnswerParts {
  /** No known meter sends so many. */
  static final int MOST = 32;

  private static final int LONG_HEADER = 0x72;
  private static final int LONG_HEADER_BIG_ENDIAN = 0x76;
  private static final int SHORT_HEADER = 0x7A;

  /** Where the access number is in the data of a telegram with a long header (EN 13757-3). */
  static final int ACCESS_NUMBER = 8;

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
    Optional<Integer> at = accessNumber(one.information());
    byte[] a = one.data();
    byte[] b = other.data();
    return at.isPresent()
        && one.information() == other.information()
        && a.length == b.length
        && a.length > at.get()
        && Arrays.equals(a, 0, at.get(), b, 0, at.get())
        && Arrays.equals(a, at.get() + 1, a.length, b, at.get() + 1, b.length);
  }

  private static Optional<Integer> accessNumber(int information) {
    return switch (information) {
      case LONG_HEADER, LONG_HEADER_BIG_ENDIAN -> Optional.of(ACCESS_NUMBER);
      case SHORT_HEADER -> Optional.of(0);
      default -> Optional.empty();
    };
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
