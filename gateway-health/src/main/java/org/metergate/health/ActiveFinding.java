// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import org.metergate.spi.finding.Finding;

/**
 * A finding that holds or happened, with how often it was told.
 *
 * @param finding what.
 * @param since when it was told first.
 * @param last when it was told last.
 * @param count how often, at least 1.
 */
public record ActiveFinding(Finding finding, Instant since, Instant last, long count) {

  static ActiveFinding first(Finding finding, Instant at) {
    return new ActiveFinding(finding, at, at, 1);
  }

  /** The same finding told again; parameters may have moved on. */
  ActiveFinding again(Finding latest, Instant at) {
    return new ActiveFinding(latest, since, at, count + 1);
  }
}
