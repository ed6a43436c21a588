// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.Objects;
import org.metergate.spi.reading.Reading;

/**
 * A reading with its id in the journal.
 *
 * @param id above zero; grows with each reading and is never assigned twice.
 * @param reading as it was appended, with {@code receivedAt} truncated to milliseconds.
 */
public record StoredReading(long id, Reading reading) {
  /** Requires a reading. */
  public StoredReading {
    Objects.requireNonNull(reading, "reading");
  }
}
