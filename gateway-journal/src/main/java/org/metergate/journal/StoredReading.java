// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.Objects;
import org.metergate.spi.reading.Reading;

/**
 * A reading with its id in the journal.
 *
 * @param id above zero; grows with each reading and is never assigned twice.
 * @param reading as it was appended, with {@code receivedAt} truncated to milliseconds.
 * @param seriesFrom the id of the first reading of the series of its meter's counters; 0 for the
 *     first series. Nothing is subtracted across the begin of a series.
 */
public record StoredReading(long id, Reading reading, long seriesFrom) {
  /** Requires a reading. */
  public StoredReading {
    Objects.requireNonNull(reading, "reading");
  }

  /**
   * Creates a reading of the first series.
   *
   * @param id see {@link #id()}.
   * @param reading see {@link #reading()}.
   */
  public StoredReading(long id, Reading reading) {
    this(id, reading, 0);
  }

  /**
   * Replaces the reading.
   *
   * @param other with fewer measurements, for example.
   * @return a copy with the same id, in the same series.
   */
  public StoredReading with(Reading other) {
    return new StoredReading(id, other, seriesFrom);
  }
}
