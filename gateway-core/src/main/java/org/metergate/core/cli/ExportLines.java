// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Instant;
import org.metergate.journal.Series;
import org.metergate.journal.StoredReading;
import org.metergate.rollup.Rollup;

/** Writes an export, line by line as it is read. */
interface ExportLines {
  /** Writes the header, if the format has one. */
  void begin(boolean raw);

  /** Writes an interval. */
  void interval(Series series, Rollup rollup);

  /** Writes a reading, with the time at which it counts. */
  void reading(Instant at, StoredReading stored);
}
