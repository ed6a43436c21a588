// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one plain sentence about a meter, the same on the page, in the log, in topics and in the
 * service status.
 *
 * @param well whether the chain holds.
 * @param sentence what is.
 * @param next what to do, where there is something to do.
 */
public record Verdict(boolean well, String sentence, Optional<String> next) {

  /**
   * Judges a meter's chain: the first broken link speaks.
   *
   * @param health the chain.
   * @param messages knows the sentences.
   * @param now to say how long ago.
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
        new StringBuilder("All is well: " + health.meter() + " was heard " + age + " ago.");
    Optional<String> next = Optional.empty();
    for (ActiveFinding condition : health.conditions()) {
      sentence.append(' ').append(messages.sentence(condition.finding()));
      next = next.or(() -> messages.nextStep(condition.finding()));
    }
    return new Verdict(true, sentence.toString(), next);
  }

  /**
   * Says a span of time in words.
   *
   * @param age zero or more; less counts as zero.
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
