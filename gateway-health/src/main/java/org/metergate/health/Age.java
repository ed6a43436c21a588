// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;

/** Formats spans of time for people. */
public final class Age {
  private static final int FEW = 10;

  private Age() {}

  /**
   * Formats an age with all its seconds, for a page that updates it.
   *
   * @param age a negative age counts as zero.
   * @return for example {@code 4 s}, {@code 12 min}, {@code 3 h}, {@code 2 d}; seconds below two
   *     minutes, minutes below two hours, hours below two days.
   */
  public static String exact(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /**
   * Formats an age for a sentence that others record each time it changes: below two minutes in
   * steps of ten seconds.
   *
   * @param age a negative age counts as zero.
   * @return as {@link #exact}; from 10 s to two minutes rounded down to a full ten seconds.
   */
  public static String coarse(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    return seconds < FEW || seconds >= 120
        ? exact(age)
        : exact(Duration.ofSeconds(seconds - seconds % FEW));
  }
}
