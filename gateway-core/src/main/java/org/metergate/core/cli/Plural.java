// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

/** Counted things in words. */
final class Plural {
  private Plural() {}

  /** Makes {@code 1 reading} or {@code 2 readings}. */
  static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
