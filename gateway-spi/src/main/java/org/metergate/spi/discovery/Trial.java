// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.discovery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.metergate.spi.link.LineSettings;

/**
 * One way to make a meter show itself.
 *
 * @param settings of the line.
 * @param request whether the request line is raised, as a P1 port wants it.
 * @param question bytes that are sent once, 0 to 64; empty to listen only. They must be harmless to
 *     every device: nothing that writes, resets, or switches a meter to another state for longer
 *     than its answer.
 * @param listen how long to listen then.
 */
public record Trial(LineSettings settings, boolean request, byte[] question, Duration listen) {
  private static final int LONGEST_QUESTION = 64;

  /** Copies the question and checks the ranges. */
  public Trial {
    Objects.requireNonNull(settings, "settings");
    question = question.clone();
    if (question.length > LONGEST_QUESTION || listen.isNegative() || listen.isZero()) {
      throw new IllegalArgumentException(question.length + " bytes, then listen for " + listen);
    }
  }

  /**
   * Creates a trial that only listens.
   *
   * @param settings of the line.
   * @param request whether the request line is raised.
   * @param listen how long.
   * @return the trial.
   */
  public static Trial listening(LineSettings settings, boolean request, Duration listen) {
    return new Trial(settings, request, new byte[0], listen);
  }

  /**
   * Returns the question.
   *
   * @return a copy of the bytes that are sent, 0 to 64.
   */
  @Override
  public byte[] question() {
    return question.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trial trial
        && settings.equals(trial.settings)
        && request == trial.request
        && Arrays.equals(question, trial.question)
        && listen.equals(trial.listen);
  }

  @Override
  public int hashCode() {
    return Objects.hash(settings, request, Arrays.hashCode(question), listen);
  }
}
