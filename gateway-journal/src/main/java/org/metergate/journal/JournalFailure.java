// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import org.metergate.spi.finding.Finding;

/**
 * Something that the journal cannot do at the moment and that no caller has noticed.
 *
 * @param finding what, with {@code reason}.
 * @param since when it failed first.
 * @param last when it failed last.
 * @param count how often it was tried since then, at least 1.
 */
public record JournalFailure(Finding finding, Instant since, Instant last, long count) {}
