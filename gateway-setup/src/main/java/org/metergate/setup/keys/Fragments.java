// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metergate.setup.keys.DamagedKey.Damage;
import org.metergate.setup.keys.Labels.Label;

/**
 * What stands behind the name of a key, on its line, where a key was expected and none was found:
 * half of it, or one in a form that is not known. Without this nothing would be said of it.
 */
final class Fragments {
  private static final int LEAST_DIGITS = 10;
  private static final int MOST_LABELS = 200;

  private Fragments() {}

  static List<Candidate> in(String text, String letters, List<Candidate> known) {
    List<Candidate> fragments = new ArrayList<>();
    List<Label> labels = Labels.words(letters).stream().limit(MOST_LABELS).toList();
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      int lineEnd = letters.indexOf('\n', label.end());
      int end = lineEnd < 0 ? letters.length() : lineEnd;
      if (i + 1 < labels.size()) {
        end = Math.min(end, labels.get(i + 1).at());
      }
      boolean named = label.role() == KeyRole.ENCRYPTION || label.role() == KeyRole.AUTHENTICATION;
      if (named && isFree(label.at(), end, known)) {
        add(fragments, text, letters, label.end(), end);
      }
    }
    return fragments;
  }

  private static boolean isFree(int from, int to, List<Candidate> known) {
    return known.stream().noneMatch(c -> c.from() < to && from < c.to());
  }

  private static void add(
      List<Candidate> fragments, String text, String letters, int from, int to) {
    List<Piece> pieces =
        Words.in(text.substring(from, to), letters.substring(from, to)).stream()
            .filter(piece -> piece.digits() != null)
            .filter(piece -> piece.digits().chars().anyMatch(Character::isDigit))
            .toList();
    String digits = pieces.stream().map(Piece::digits).collect(Collectors.joining());
    boolean letter = digits.chars().anyMatch(c -> c >= 'A' && c <= 'F');
    if (letter && digits.length() >= LEAST_DIGITS && digits.length() != MeterKey.DIGITS) {
      int begin = from + pieces.get(0).from();
      int end = from + pieces.get(pieces.size() - 1).to();
      fragments.add(new Candidate(begin, end, digits, List.of(), Damage.COUNT));
    }
  }
}
