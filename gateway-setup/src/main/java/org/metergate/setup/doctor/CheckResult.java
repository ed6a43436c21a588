// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.Optional;
import org.metergate.spi.finding.Finding;

/**
 * What a check found.
 *
 * @param topic what was checked.
 * @param outcome how it went.
 * @param finding what was found; empty where all is good.
 */
public record CheckResult(Topic topic, Outcome outcome, Optional<Finding> finding) {

  /** How a check went. */
  public enum Outcome {
    /** Nothing stands in the way. */
    GOOD,
    /** Something stands in the way. */
    WRONG,
    /** Something to know; it does not stand in the way. */
    NOTE,
    /** The check could not be made. */
    UNKNOWN
  }
}
