// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.Objects;
import org.metergate.spi.reading.Reading;

/**
 * A reading with its place in the journal.
 *
 * @param id above zero; grows with each reading and is never given twice.
 * @param reading as it was appended, with {@code receivedAt} cut to the millisecond.
 */
public record StoredReading(long id, Reading reading) {
  /** Checks that there is a reading. */
  public StoredReading {
    Objects.requireNonNull(reading, "reading");
  }
}
