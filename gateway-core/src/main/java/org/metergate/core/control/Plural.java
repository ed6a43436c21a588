// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

/** Counts with nouns, for sentences that commands print and the running gateway answers. */
public final class Plural {
  private Plural() {}

  /**
   * Returns {@code 1 reading} or {@code 2 readings}.
   *
   * @param count zero or more.
   * @param noun in the singular; its plural ends in s.
   * @return the count and the noun.
   */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
