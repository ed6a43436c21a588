// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.List;
import java.util.function.Predicate;

/**
 * Whether a line is inverted, from the last byte of each burst: an inverted line rests low, so that
 * the last character is cut off by the resting line, while on a straight one it ends well. The
 * statistics of encrypted bytes say nothing about it.
 */
enum Polarity {
  /** It rests high. */
  STRAIGHT,
  /** It rests low. */
  INVERTED,
  /** The bursts contradict each other, or there are none. */
  OPEN;

  private static final double LOW_FROM = 0.75;
  private static final double HIGH_TO = 0.34;
  private static final double INVERTED_TEXT = 0.6; // measured: 0.73, encrypted frames 0.5
  private static final double SLOW_LOW_FROM = 0.6;
  private static final double SLOW_HIGH_TO = 0.4;

  /** Share of bursts for which something holds; -1 without bursts. */
  static double share(List<Burst> bursts, Predicate<Burst> holds) {
    return bursts.isEmpty() ? -1 : bursts.stream().filter(holds).count() / (double) bursts.size();
  }

  /** Decides from the marks of whole bursts that were read at the right speed. */
  static Polarity marked(List<Burst> right) {
    double low = share(right, burst -> burst.last().flagged());
    return low >= LOW_FROM ? INVERTED : low >= 0 && low <= HIGH_TO ? STRAIGHT : OPEN;
  }

  /**
   * Decides without marks: the last byte below 80h in bursts that are read too fast (for lines up
   * to 9600 baud; slower ones for a faster line), and in bursts that are read too slowly; both must
   * agree, or 00 at the right speed with the slow ones.
   */
  static Polarity unmarked(List<Burst> fast, List<Burst> slow, List<Burst> right) {
    double low = share(fast, burst -> burst.last().value() < 0x80);
    double slowLow = share(slow, burst -> burst.last().value() < 0x80);
    double zero = share(right, burst -> burst.last().value() == 0);
    if (low < 0 || slowLow < 0) {
      return OPEN;
    }
    if (low >= LOW_FROM && slowLow >= SLOW_LOW_FROM) {
      return INVERTED;
    }
    if (low <= HIGH_TO && slowLow <= SLOW_HIGH_TO) {
      return STRAIGHT;
    }
    if (zero >= 0.5 && slowLow >= SLOW_LOW_FROM) {
      return INVERTED;
    }
    return zero == 0 && slowLow <= SLOW_HIGH_TO ? STRAIGHT : OPEN;
  }

  /** The speed that is too fast for a line, and the one that is too slow, for the rule above. */
  static int fastFor(int baud) {
    return baud <= 9600 ? LineSpeed.READ_AT : 2400;
  }

  /** As {@link #fastFor}. */
  static int slowFor(int baud) {
    return switch (baud) {
      case 300, 600, 1200 -> 300;
      case 2400, 4800 -> 1200;
      case 9600 -> 2400;
      default -> 9600;
    };
  }

  /**
   * Whether a burst begins as only a line of the right polarity lets it: a flag of HDLC with its
   * format, the head of an M-Bus frame, or the slash of a telegram.
   */
  static boolean straightHead(Burst burst) {
    int first = burst.value(0);
    return first == 0x7E && (burst.value(1) & 0xF0) == 0xA0
        || first == 0x68 && burst.value(3) == 0x68 && burst.value(1) == burst.value(2)
        || (first & 0x7F) == '/'
            && Character.isLetter(burst.value(1) & 0x7F)
            && Character.isLetter(burst.value(2) & 0x7F);
  }

  /**
   * Whether a burst begins as an inverted HDLC frame does, after a 00 or without, or is an inverted
   * telegram: its slash is read as 68 or 28, and more of its bytes have a high eighth bit than of
   * an M-Bus frame, which also begins with 68.
   */
  static boolean invertedHead(Burst burst) {
    int first = burst.value(0) == 0 ? burst.value(1) : burst.value(0);
    boolean slash = first == 0x68 || first == 0x28;
    return first == 0xA0 || slash && highShare(burst) > INVERTED_TEXT;
  }

  private static double highShare(Burst burst) {
    return burst.bytes().stream().filter(each -> each.value() >= 0x80).count()
        / (double) burst.bytes().size();
  }

  /** Whether most bursts begin as they only do with this polarity. */
  boolean shownByHeads(List<Burst> bursts) {
    return switch (this) {
      case STRAIGHT -> share(bursts, Polarity::straightHead) >= LOW_FROM;
      case INVERTED -> share(bursts, Polarity::invertedHead) >= LOW_FROM;
      case OPEN -> false;
    };
  }
}
