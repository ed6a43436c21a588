// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys in groups of digits: groups of one length with one kind of separator, the form of a GUID,
 * groups of any length that are alone on their line, and keys that line breaks cut apart.
 */
final class Groups {
  private static final int LONGEST_GAP = 40;
  private static final Pattern GAP =
      Pattern.compile("(?:[uU]?[lL]{1,2}|[uUhH])?[\\s,;:.\\-_|/\\\\+\"'`>()\\[\\]{}·$%&#=x0]*");
  private static final Pattern NOT_SEPARATOR = Pattern.compile("^[uUlLhH]+|[\\s\"'`>]+");
  private static final Pattern MARK = Pattern.compile("(?:0x|\\\\x|%|\\$|#|&h)$");
  private static final Pattern BREAK = Pattern.compile("-?|\\+|\\\\|\\|*");
  private static final Set<String> LABELS =
      Set.of("64", "65", "60", "61", "96", "97", "40", "41", "1");
  private static final List<Integer> GUID = List.of(8, 4, 4, 4, 12);
  private static final int MOST_KEYS = 4;

  private final KeyFinder finder;
  private final List<Piece> pieces;
  private final boolean withinLine;
  private int stretchEnd;

  /** Looks within lines, or also across line breaks. */
  Groups(KeyFinder finder, boolean withinLine) {
    this.finder = finder;
    this.pieces = finder.pieces();
    this.withinLine = withinLine;
  }

  void take() {
    for (int[] run : runs()) {
      run(run[0], run[1]);
    }
  }

  /** Takes what would be a key if a digit were not missing or too much. */
  void takeDamaged() {
    for (int[] run : runs()) {
      int length = total(run[0], run[1]);
      int groups = run[1] - run[0];
      if (groups < 4 || length < 27 || length > 37) {
        continue;
      }
      int size = pieces.get(run[0] + 1).length();
      long same = pieces.subList(run[0], run[1]).stream().filter(p -> p.length() == size).count();
      boolean regular = Integer.bitCount(size) == 1 && size > 1 && same * 10 >= groups * 7;
      long numeric =
          pieces.subList(run[0], run[1]).stream()
              .filter(p -> p.digits().chars().anyMatch(Character::isDigit))
              .count();
      if (regular && hasLetter(run[0], run[1]) && numeric * 10 >= groups * 6) {
        finder.takeDamaged(run[0], run[1]);
      }
    }
  }

  /** Returns the first and the end of each run of pieces with only separators between them. */
  private List<int[]> runs() {
    List<int[]> runs = new ArrayList<>();
    int from = 0;
    while (from < pieces.size()) {
      int to = from;
      while (to < pieces.size() && finder.isFree(to) && (to == from || isGap(to - 1))) {
        to++;
      }
      if (to - from > 1) {
        runs.add(new int[] {from, to});
      }
      from = Math.max(to, from + 1);
    }
    return runs;
  }

  private String gap(int index) {
    return finder.text().substring(pieces.get(index).to(), pieces.get(index + 1).from());
  }

  private boolean isGap(int index) {
    int length = pieces.get(index + 1).from() - pieces.get(index).to();
    if (length > LONGEST_GAP) {
      return false;
    }
    String gap = gap(index);
    return !(withinLine && gap.indexOf('\n') >= 0) && GAP.matcher(gap).matches();
  }

  /** Returns what is between two pieces without blanks, quotes and marks of hexadecimal numbers. */
  private String separator(int index) {
    String bare = NOT_SEPARATOR.matcher(gap(index)).replaceAll("");
    return MARK.matcher(bare).replaceAll("");
  }

  private int total(int from, int to) {
    int total = 0;
    for (int i = from; i < to; i++) {
      total += pieces.get(i).length();
    }
    return total;
  }

  private void run(int from, int to) {
    int i = from;
    while (i < to) {
      int taken = Math.max(uniform(i, to), guid(i, to));
      i = taken > i ? taken : Math.max(i + 1, stretchEnd - 1);
    }
    for (int begin = from; begin < to; begin++) {
      if (finder.isFree(begin) && (begin == from || !finder.isFree(begin - 1))) {
        irregular(begin, to);
      }
    }
    if (!withinLine) {
      for (int begin = from; begin < to; begin++) {
        brokenLine(begin, to);
      }
    }
  }

  /** Takes groups of one length; returns the end of what was taken, or the beginning. */
  private int uniform(int from, int to) {
    int size = pieces.get(from).length();
    int end = from + 1;
    while (end < to
        && pieces.get(end).length() == size
        && separator(end - 1).equals(separator(from))) {
      end++;
    }
    stretchEnd = end;
    int first = from;
    int total = size * (end - from);
    if (total > MeterKey.DIGITS && total % MeterKey.DIGITS == size && isLabel(from)) {
      first++;
      total -= size;
    }
    boolean remainder =
        end < to
            && total < MeterKey.DIGITS
            && pieces.get(end).length() < size
            && total + pieces.get(end).length() == MeterKey.DIGITS
            && separator(end - 1).equals(separator(from));
    if (remainder && hasLetter(first, end + 1)) {
      return finder.take(first, end + 1) ? end + 1 : from;
    }
    if (total == 0
        || total % MeterKey.DIGITS != 0
        || MeterKey.DIGITS % size != 0
        || size == MeterKey.DIGITS
        || total > MOST_KEYS * MeterKey.DIGITS) {
      return from;
    }
    int groups = MeterKey.DIGITS / size;
    boolean all = true;
    for (int i = first; i < end; i += groups) {
      all &= mayBeKey(i, i + groups) && finder.take(i, i + groups);
    }
    return all ? end : from;
  }

  private boolean isLabel(int index) {
    Piece piece = pieces.get(index);
    return LABELS.contains(piece.digits()) || !piece.isWhole();
  }

  private int guid(int from, int to) {
    if (to - from < GUID.size()) {
      return from;
    }
    for (int i = 0; i < GUID.size(); i++) {
      boolean apart = i > 0 && !separator(from + i - 1).equals(separator(from));
      if (pieces.get(from + i).length() != GUID.get(i) || apart) {
        return from;
      }
    }
    return finder.take(from, from + GUID.size()) ? from + GUID.size() : from;
  }

  /** Groups of any length: only all that stand together, and not a list of plain numbers. */
  private void irregular(int from, int end) {
    int to = from;
    while (to < end && finder.isFree(to)) {
      to++;
    }
    for (int first = from; first < to - 1 && to - from <= MeterKey.DIGITS + 4; first++) {
      if (total(first, to) == MeterKey.DIGITS && alike(first, to) && hasLetter(first, to)) {
        finder.take(first, to);
        return;
      }
      if (!LABELS.contains(pieces.get(first).digits())) {
        return;
      }
    }
  }

  /** One separator for all, or different ones between groups of one length. */
  private boolean alike(int from, int to) {
    boolean oneLength = true;
    boolean oneSeparator = true;
    for (int i = from; i < to - 1; i++) {
      oneLength &= pieces.get(i + 1).length() == pieces.get(from).length();
      oneSeparator &= separator(i).equals(separator(from));
      if (separator(i).length() > 1) {
        return false;
      }
    }
    return oneLength || oneSeparator;
  }

  /** Four meter numbers are 32 digits too; a key without any letter is one in three million. */
  private boolean mayBeKey(int from, int to) {
    boolean zeros =
        pieces.subList(from, to).stream().allMatch(p -> p.digits().chars().allMatch(c -> c == '0'));
    return zeros || hasLetter(from, to);
  }

  private boolean hasLetter(int from, int to) {
    return pieces.subList(from, to).stream()
        .anyMatch(piece -> piece.digits().chars().anyMatch(Character::isLetter));
  }

  /** Pieces of which each continues on the next line, the last one alone on its line. */
  private void brokenLine(int from, int end) {
    int total = 0;
    for (int i = from; i < end && finder.isFree(i) && total < 2 * MeterKey.DIGITS; i++) {
      if (i > from
          && (gap(i - 1).indexOf('\n') < 0 || !BREAK.matcher(separator(i - 1)).matches())) {
        return;
      }
      total += pieces.get(i).length();
      if (i > from && total == MeterKey.DIGITS && endsLine(i) && hasLetter(from, i + 1)) {
        finder.take(from, i + 1);
        return;
      }
      if (i > from && total == 2 * MeterKey.DIGITS && endsLine(i) && hasLetter(from, i + 1)) {
        finder.takeTwo(from, i + 1);
        return;
      }
    }
  }

  private boolean endsLine(int index) {
    String text = finder.text();
    for (int i = pieces.get(index).to(); i < text.length() && text.charAt(i) != '\n'; i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
