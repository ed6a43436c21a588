// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import org.metergate.spi.finding.Finding;

/**
 * A finding with its place in the journal.
 *
 * @param id grows with each new finding.
 * @param meter the name under which it was recorded.
 * @param finding code and parameters.
 * @param first when it was found first, whole milliseconds.
 * @param last when it was found last; up to one sync behind while it goes on.
 * @param count how often, 1 or more; like {@code last} up to one sync behind.
 */
public record StoredFinding(
    long id, String meter, Finding finding, Instant first, Instant last, long count) {}
