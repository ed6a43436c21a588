// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.Optional;
import org.metergate.spi.finding.Stage;

/**
 * One link of a meter's chain at one moment.
 *
 * @param stage which.
 * @param passed how often something passed it; bytes for {@link Stage#BYTES}.
 * @param lastPassed when last.
 * @param faults how often it failed.
 * @param fault what is wrong now, if anything.
 */
public record StageHealth(
    Stage stage,
    long passed,
    Optional<Instant> lastPassed,
    long faults,
    Optional<ActiveFinding> fault) {}
