// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.metergate.setup.keys.DamagedKey.Damage;

/**
 * Finds keys in a prepared text, the surest forms first: 32 digits in a row, then groups within a
 * line, then what a line break cut apart, then Base64 and lists of numbers. What is left over and
 * looks like a key is reported as damaged. A search for digits with anything between them would
 * join the numbers of a table to the key next to them. For one text.
 */
final class KeyFinder {
  private static final int MOST_REPLACED = 16;
  private static final int LEAST_DECIMALS = 4;

  /** Far more keys than anyone has. */
  private static final int MOST_KEYS = 200;

  private final String text;
  private final List<Piece> pieces;
  private final boolean[] used;
  private final List<Candidate> found = new ArrayList<>();

  private KeyFinder(String text, String letters) {
    this.text = text;
    this.pieces = Words.in(text, letters);
    this.used = new boolean[pieces.size()];
  }

  /** Returns the candidates in the order of the text. */
  static List<Candidate> in(String text, String letters) {
    KeyFinder finder = new KeyFinder(text, letters);
    finder.wholeWords();
    new Groups(finder, true).take();
    new Groups(finder, false).take();
    finder.found.addAll(OtherForms.in(text, letters, finder.found));
    finder.damagedWords();
    new Groups(finder, true).takeDamaged();
    finder.found.addAll(Fragments.in(text, letters, finder.found));
    finder.found.sort(Comparator.comparingInt(Candidate::from));
    return withoutOverlaps(finder.found);
  }

  private static List<Candidate> withoutOverlaps(List<Candidate> sorted) {
    List<Candidate> kept = new ArrayList<>();
    int end = 0;
    for (Candidate candidate : sorted) {
      if (candidate.from() >= end) {
        kept.add(candidate);
        end = candidate.to();
      }
    }
    return kept.subList(0, Math.min(MOST_KEYS, kept.size()));
  }

  String text() {
    return text;
  }

  List<Piece> pieces() {
    return pieces;
  }

  boolean isFree(int piece) {
    return !used[piece] && pieces.get(piece).digits() != null;
  }

  private void wholeWords() {
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (piece.digits() != null && piece.isWhole()) {
        if (piece.length() == MeterKey.DIGITS) {
          take(i, i + 1);
        } else if (piece.length() == 2 * MeterKey.DIGITS) {
          twoInARow(i);
        }
      }
    }
  }

  /** 64 digits: two keys, or the 32 characters of one as hexadecimal. */
  private void twoInARow(int index) {
    Piece piece = pieces.get(index);
    String inner = OtherForms.digitsOfCharacters(piece.digits());
    if (inner != null) {
      used[index] = true;
      found.add(new Candidate(piece.from(), piece.to(), inner, List.of(), null));
      return;
    }
    takeTwo(index, index + 1);
  }

  /** Takes the pieces from an index to another one as two keys in a row. */
  void takeTwo(int from, int to) {
    if (!take(from, to) || found.get(found.size() - 1).damage() != null) {
      return;
    }
    Candidate both = found.remove(found.size() - 1);
    int middle = both.to();
    int left = MeterKey.DIGITS;
    for (Piece part : pieces.subList(from, to)) {
      if (left >= 0 && left < part.length()) {
        middle = part.from() + left;
      }
      left -= part.length();
    }
    found.add(half(both, both.from(), middle, 0));
    found.add(half(both, middle, both.to(), MeterKey.DIGITS));
  }

  private static Candidate half(Candidate both, int from, int to, int first) {
    List<Integer> replaced =
        both.replaced().stream()
            .map(position -> position - first)
            .filter(position -> position > 0 && position <= MeterKey.DIGITS)
            .toList();
    String digits = both.digits().substring(first, first + MeterKey.DIGITS);
    return new Candidate(from, to, digits, replaced, null);
  }

  /** Takes the pieces from an index to another one as one key, if they can be one. */
  boolean take(int from, int to) {
    boolean taken = add(pieces.subList(from, to));
    for (int i = from; taken && i < to; i++) {
      used[i] = true;
    }
    return taken;
  }

  private boolean add(List<Piece> parts) {
    if (found.size() > 4 * MOST_KEYS) {
      return false;
    }
    StringBuilder digits = new StringBuilder();
    List<Integer> replaced = new ArrayList<>();
    int decimals = 0;
    for (Piece part : parts) {
      for (int i = part.from(); i < part.to(); i++) {
        digits.append(part.digits().charAt(i - part.from()));
        decimals += Character.isDigit(text.charAt(i)) ? 1 : 0;
        if (!Characters.isDigit(text.charAt(i))) {
          replaced.add(digits.length());
        }
      }
    }
    boolean unreadable = digits.indexOf(String.valueOf(DamagedKey.UNREADABLE)) >= 0;
    boolean doubtful = !replaced.isEmpty() && decimals < LEAST_DECIMALS;
    if (doubtful
        || !unreadable && replaced.size() > MOST_REPLACED * digits.length() / MeterKey.DIGITS) {
      return false;
    }
    int from = parts.get(0).from();
    int to = parts.get(parts.size() - 1).to();
    Damage damage = unreadable ? damage(parts) : null;
    found.add(
        new Candidate(from, to, digits.toString(), unreadable ? List.of() : replaced, damage));
    return true;
  }

  private Damage damage(List<Piece> parts) {
    for (Piece part : parts) {
      for (int i = part.from(); i < part.to(); i++) {
        boolean unreadable = part.digits().charAt(i - part.from()) == DamagedKey.UNREADABLE;
        if (unreadable && "Xx*•#?_…".indexOf(text.charAt(i)) >= 0) {
          return Damage.MASKED;
        }
      }
    }
    return Damage.UNREADABLE;
  }

  private void damagedWords() {
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (isFree(i) && piece.length() >= 20 && piece.length() <= 44) {
        long digits = piece.digits().chars().filter(c -> c != DamagedKey.UNREADABLE).count();
        boolean letter = piece.digits().chars().anyMatch(Character::isLetter);
        if (piece.isWhole()
            ? letter && digits >= 24 && digits != 40 && digits != MeterKey.DIGITS
            : digits >= 8) {
          addDamaged(List.of(piece));
          used[i] = true;
        }
      }
    }
  }

  void takeDamaged(int from, int to) {
    addDamaged(pieces.subList(from, to));
    for (int i = from; i < to; i++) {
      used[i] = true;
    }
  }

  private void addDamaged(List<Piece> parts) {
    if (found.size() > 4 * MOST_KEYS) {
      return;
    }
    StringBuilder digits = new StringBuilder();
    parts.forEach(part -> digits.append(part.digits()));
    boolean whole = parts.stream().allMatch(Piece::isWhole);
    int from = parts.get(0).from();
    int to = parts.get(parts.size() - 1).to();
    Damage damage = whole ? Damage.COUNT : damage(parts);
    found.add(new Candidate(from, to, digits.toString(), List.of(), damage));
  }
}
