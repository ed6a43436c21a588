// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that the user probably meant to type. */
public final class NearestName {
  private NearestName() {}

  /**
   * Finds the known name that is nearest by edit distance.
   *
   * @param typed what was typed.
   * @param known the valid names.
   * @return the nearest one if at most a third of its letters (and at least one) would change.
   */
  public static Optional<String> to(String typed, Collection<String> known) {
    return known.stream()
        .filter(name -> Math.abs(name.length() - typed.length()) <= allowed(name))
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .filter(name -> distance(typed, name) <= allowed(name));
  }

  private static int allowed(String name) {
    return Math.max(1, name.length() / 3);
  }

  /**
   * Returns a sentence that there is no such name, with the one that was probably meant or with all
   * valid ones.
   *
   * @param kind what is named: {@code driver}.
   * @param typed what was typed.
   * @param known the valid names.
   * @return a sentence for the user.
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

  /** Edit distance; two swapped neighbours, the most common typing error, count as one change. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
