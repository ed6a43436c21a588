// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.discovery.Certainty;

/**
 * A line on which many meters may be, and answer together when one question reaches all of them:
 * bytes come after the questions of a driver that can search such a line, yet no answer is whole.
 * Pure functions.
 */
final class SharedLine {
  private SharedLine() {}

  /**
   * Returns the driver whose questions alone are answered, on a line that is silent otherwise.
   *
   * @param hearing all that was heard.
   * @param drivers that asked.
   */
  static Optional<ProbeDriver> answering(Hearing hearing, List<ProbeDriver> drivers) {
    if (hearing.passiveBytes() > 0) {
      return Optional.empty();
    }
    List<Heard> answered = hearing.windows().stream().filter(SharedLine::isAnswered).toList();
    return drivers.stream()
        .filter(ProbeDriver::scans)
        .filter(driver -> !answered.isEmpty())
        .filter(driver -> answered.stream().allMatch(heard -> asks(driver, heard.sent())))
        .findFirst();
  }

  /** Whether a driver only sees that meters answer, on a line that it can search for them. */
  static boolean isUncertain(Recognised meter, List<ProbeDriver> drivers) {
    return meter.match().certainty() != Certainty.CERTAIN
        && drivers.stream()
            .anyMatch(driver -> driver.id().equals(meter.driver()) && driver.scans());
  }

  /** Returns the verdict, which names the driver that finds out what is there. */
  static Verdict verdict(String driver, String title) {
    return Verdict.of(
        Cause.SEVERAL_METERS, Sureness.PROBABLY, Map.of("driver", driver, "title", title));
  }

  /** Whether more came than the question itself, as an optical head reflects it. */
  private static boolean isAnswered(Heard heard) {
    return heard.sent().length > 0
        && heard.bytes().size() >= heard.sent().length + Burst.LEAST_BYTES;
  }

  private static boolean asks(ProbeDriver driver, byte[] question) {
    return driver.trials().stream().anyMatch(trial -> Arrays.equals(trial.question(), question));
  }
}
