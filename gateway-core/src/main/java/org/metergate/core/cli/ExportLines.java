// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Instant;
import org.metergate.journal.Series;
import org.metergate.journal.StoredReading;
import org.metergate.rollup.Rollup;

/** How an export is written, line by line as it is read. */
interface ExportLines {
  /** Writes what stands above all lines. */
  void begin(boolean raw);

  /** Writes an interval. */
  void interval(Series series, Rollup rollup);

  /** Writes a reading, with the time that it belongs to. */
  void reading(Instant at, StoredReading stored);
}
