// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.Optional;
import org.metergate.spi.finding.Stage;

/**
 * The state of one stage of a meter's chain at one moment.
 *
 * @param stage the stage.
 * @param passed how often data passed it; the number of bytes for {@link Stage#BYTES}.
 * @param lastPassed when data last passed it.
 * @param faults how often it failed.
 * @param fault what is wrong now, if anything.
 */
public record StageHealth(
    Stage stage,
    long passed,
    Optional<Instant> lastPassed,
    long faults,
    Optional<ActiveFinding> fault) {}
