// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

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

  static ActiveFinding first(Finding finding, Instant at) {
    return new ActiveFinding(finding, at, at, 1);
  }

  /** Returns the same finding reported once more; its parameters may have changed. */
  ActiveFinding again(Finding latest, Instant at) {
    return new ActiveFinding(latest, since, at, count + 1);
  }
}
