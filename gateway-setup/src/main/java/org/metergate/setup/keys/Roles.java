// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.metergate.setup.keys.Labels.Label;

/**
 * Decides what each key is for. A number directly before a key decides; else the nearest word
 * between the key before and this one; where several keys follow several words ("GPK60 | GPK61" as
 * the head of a table), they are taken in order; where the words follow their keys, so are they.
 */
final class Roles {
  /** A word that follows its key is not further away than this. */
  private static final int BEHIND = 80;

  private final String letters;
  private final List<Candidate> candidates;
  private final List<Label> labels;
  private final KeyRole[] roles;

  private Roles(String letters, List<Candidate> candidates) {
    this.letters = letters;
    this.candidates = candidates;
    this.labels =
        Labels.words(letters).stream().filter(label -> !isInside(label, candidates)).toList();
    this.roles = new KeyRole[candidates.size()];
  }

  private static boolean isInside(Label label, List<Candidate> candidates) {
    return candidates.stream().anyMatch(c -> c.from() < label.end() && label.at() < c.to());
  }

  /** Returns the role of each candidate. */
  static List<KeyRole> of(String letters, List<Candidate> candidates) {
    Roles roles = new Roles(letters, candidates);
    if (!roles.wordsBehind()) {
      roles.wordsBefore();
    }
    if (!roles.numbersBehind()) {
      roles.numbers();
    }
    return List.of(roles.roles);
  }

  private List<KeyRole> between(int from, int to) {
    List<KeyRole> found = new ArrayList<>();
    for (Label label : labels) {
      boolean isNew = found.isEmpty() || found.get(found.size() - 1) != label.role();
      if (label.at() >= from && label.end() <= to && isNew) {
        found.add(label.role());
      }
    }
    return found;
  }

  private int endBefore(int index) {
    return index == 0 ? 0 : candidates.get(index - 1).to();
  }

  private List<KeyRole> before(int index) {
    return between(endBefore(index), candidates.get(index).from());
  }

  private List<KeyRole> behind(int index) {
    boolean last = index == candidates.size() - 1;
    int from = candidates.get(index).to();
    int next = last ? letters.length() : candidates.get(index + 1).from();
    int to = Math.min(next, from + BEHIND);
    if (candidates.size() == 1) { // a signature may follow
      int lineEnd = letters.indexOf('\n', from);
      to = lineEnd < 0 ? to : Math.min(to, lineEnd);
    }
    return between(from, to);
  }

  /** Words follow their keys: none stands before the first, one behind each. */
  private boolean wordsBehind() {
    if (candidates.isEmpty() || !before(0).isEmpty() || adjacent(0).isPresent()) {
      return false;
    }
    List<KeyRole> found = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      List<KeyRole> here = behind(i);
      boolean all = i == candidates.size() - 1 && found.isEmpty();
      if (here.isEmpty() && (i > 0 && !found.isEmpty() || i == candidates.size() - 1)) {
        return false;
      }
      found.addAll(all ? here : here.subList(0, Math.min(1, here.size())));
    }
    if (found.size() != candidates.size() || new HashSet<>(found).size() != found.size()) {
      return false; // also where all words stand behind the last key, they name the keys in order
    }
    for (int i = 0; i < roles.length; i++) {
      roles[i] = found.get(i);
    }
    return true;
  }

  private void wordsBefore() {
    int i = 0;
    while (i < candidates.size()) {
      List<KeyRole> words = before(i);
      int end = i + 1;
      while (end < candidates.size() && before(end).isEmpty()) {
        end++;
      }
      int keys = end - i;
      List<KeyRole> lastWords = words.subList(Math.max(0, words.size() - keys), words.size());
      boolean inOrder =
          keys > 1 && lastWords.size() == keys && new HashSet<>(lastWords).size() == keys;
      for (int k = i; k < end; k++) {
        if (inOrder) {
          roles[k] = lastWords.get(k - i);
        } else {
          roles[k] = k == i && !words.isEmpty() ? words.get(words.size() - 1) : KeyRole.UNKNOWN;
        }
      }
      i = end;
    }
  }

  private Optional<KeyRole> adjacent(int index) {
    // what was a key before is a line's beginning for the next one
    String part = letters.substring(endBefore(index), candidates.get(index).from());
    return Labels.adjacentNumber(index == 0 ? part : "\u0001" + part);
  }

  private Optional<KeyRole> numberBefore(int index) {
    String part = letters.substring(endBefore(index), candidates.get(index).from());
    return adjacent(index).or(() -> Labels.number(part.substring(part.lastIndexOf('\n') + 1)));
  }

  private void numbers() {
    for (int i = 0; i < roles.length; i++) {
      Optional<KeyRole> number = roles[i] == KeyRole.UNKNOWN ? numberBefore(i) : adjacent(i);
      if (number.isPresent()) {
        roles[i] = number.get();
      }
    }
  }

  /** A table may have the key in its first column: no key has a role, each has a number behind. */
  private boolean numbersBehind() {
    if (roles.length == 0 || numberBefore(0).isPresent()) {
      return false;
    }
    List<KeyRole> found = new ArrayList<>();
    for (int i = 0; i < roles.length; i++) {
      int from = candidates.get(i).to();
      int next = i + 1 < roles.length ? candidates.get(i + 1).from() : letters.length();
      int lineEnd = letters.indexOf('\n', from);
      String rest = letters.substring(from, lineEnd < 0 ? next : Math.min(next, lineEnd));
      Optional<KeyRole> number = Labels.number(rest);
      if (roles[i] != KeyRole.UNKNOWN || number.isEmpty()) {
        return false;
      }
      found.add(number.get());
    }
    for (int i = 0; i < roles.length; i++) {
      roles[i] = found.get(i);
    }
    return true;
  }
}
