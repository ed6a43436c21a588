// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to type. */
public final class NearestName {
  private NearestName() {}

  /**
   * Finds the known name that is nearest by edit distance.
   *
   * @param typed what was typed.
   * @param known the right names.
   * @return the nearest one if at most a third of its letters (and at least one) would change.
   */
  public static Optional<String> to(String typed, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .filter(name -> distance(typed, name) <= Math.max(1, name.length() / 3));
  }

  /**
   * Says that there is no such name, and which one was probably meant or which there are.
   *
   * @param kind what is named: {@code driver}.
   * @param typed what was typed.
   * @param known the right names.
   * @return a sentence for people.
   */
  public static String unknown(String kind, String typed, Collection<String> known) {
    return "There is no "
        + kind
        + " '"
        + typed
        + "'"
        + to(typed, known)
            .map(near -> "; did you mean '" + near + "'?")
            .orElseGet(() -> "; there are: " + String.join(", ", known) + ".");
  }

  /** Levenshtein distance, two rows. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
