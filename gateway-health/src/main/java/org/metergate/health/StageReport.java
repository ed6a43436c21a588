// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.Optional;
import org.metergate.spi.finding.Stage;

/**
 * One stage of a meter's chain in the document of health.
 *
 * @param stage the stage.
 * @param state whether data passes it.
 * @param passed how often data passed it; the number of bytes for {@link Stage#BYTES}.
 * @param lastPassed when data last passed it.
 * @param faults how often it failed.
 */
public record StageReport(
    Stage stage, StageState state, long passed, Optional<Instant> lastPassed, long faults) {}
