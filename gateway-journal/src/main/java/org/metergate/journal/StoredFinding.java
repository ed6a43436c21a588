// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import org.metergate.spi.finding.Finding;

/**
 * A finding with its id in the journal.
 *
 * @param id grows with each new finding.
 * @param meter the name under which it was recorded.
 * @param finding code and parameters.
 * @param first when it was first found, whole milliseconds.
 * @param last when it was last found; up to one sync interval old while it continues.
 * @param count how often, 1 or more; like {@code last} up to one sync interval old.
 */
public record StoredFinding(
    long id, String meter, Finding finding, Instant first, Instant last, long count) {}
