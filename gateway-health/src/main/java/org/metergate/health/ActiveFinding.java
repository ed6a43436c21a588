// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.finding.Finding;

/**
 * A finding that is active or has happened, with the number of reports.
 *
 * @param finding what was found.
 * @param since when it was first reported.
 * @param last when it was last reported.
 * @param count how often it was reported, at least 1.
 */
public record ActiveFinding(Finding finding, Instant since, Instant last, long count) {

  /**
   * Returns how long it has held.
   *
   * @param now the moment for which the answer is made.
   * @return the time since the first report, and how long it had held by then where the finding's
   *     parameter {@code seconds} contains that.
   */
  public Duration heldFor(Instant now) {
    return heldBefore(finding).plus(Duration.between(since, now));
  }

  /** Returns how long a finding had held when it was reported. */
  static Duration heldBefore(Finding finding) {
    String seconds = finding.parameters().getOrDefault("seconds", "0");
    return Duration.ofSeconds(seconds.matches("\\d{1,9}") ? Long.parseLong(seconds) : 0);
  }

  static ActiveFinding first(Finding finding, Instant at) {
    return new ActiveFinding(finding, at, at, 1);
  }

  /** Returns the same finding reported once more; its parameters may have changed. */
  ActiveFinding again(Finding latest, Instant at) {
    return new ActiveFinding(latest, since, at, count + 1);
  }
}
