// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one plain sentence about a meter, the same on the page, in the log, in topics and in the
 * service status.
 *
 * @param well whether no stage is broken and there is a reading.
 * @param sentence the state of the meter.
 * @param next what to do, if there is something to do.
 */
public record Verdict(boolean well, String sentence, Optional<String> next) {

  /**
   * Judges a meter's chain: the first broken stage determines the sentence.
   *
   * @param health the chain.
   * @param messages the sentences.
   * @param now the current time, for the age of the last reading.
   * @return the verdict.
   */
  public static Verdict of(MeterHealth health, MessageCatalogue messages, Instant now) {
    return health
        .firstFault()
        .map(
            fault ->
                new Verdict(
                    false, messages.sentence(fault.finding()), messages.nextStep(fault.finding())))
        .orElseGet(() -> well(health, messages, now));
  }

  private static Verdict well(MeterHealth health, MessageCatalogue messages, Instant now) {
    if (health.lastReading().isEmpty()) {
      return new Verdict(
          false, "Waiting for the first telegram of " + health.meter() + ".", Optional.empty());
    }
    String age = age(Duration.between(health.lastReading().get(), now));
    StringBuilder sentence =
        new StringBuilder("All is well: last reading of " + health.meter() + " " + age + " ago.");
    Optional<String> next = Optional.empty();
    for (ActiveFinding condition : health.conditions()) {
      sentence.append(' ').append(messages.sentence(condition.finding()));
      next = next.or(() -> messages.nextStep(condition.finding()));
    }
    return new Verdict(true, sentence.toString(), next);
  }

  /**
   * Formats an age for the user.
   *
   * @param age zero or more; a negative age counts as zero.
   * @return for example {@code 4 s}, {@code 12 min}, {@code 3 h}, {@code 2 d}.
   */
  public static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }
}
