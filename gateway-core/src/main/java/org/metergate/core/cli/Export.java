// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import org.metergate.journal.StoredReading;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Measurement;
import org.metergate.web.api.HistoryFields;

/** Writes an export, line by line as it is read: one value of one quantity per line. */
final class Export {
  private static final int LINES_BETWEEN_CHECKS = 1000;

  private final PrintWriter out;
  private final ExportFormat format;
  private final HistoryFields fields;
  private int lines;

  Export(PrintWriter out, ExportFormat format, ZoneId zone) {
    this.out = out;
    this.format = format;
    this.fields = new HistoryFields(zone);
  }

  /** Writes the header, if the format has one. */
  void begin(boolean raw) {
    out.print(format.header(raw));
  }

  /** Writes an interval. */
  void interval(Series series, Rollup rollup) {
    line(format.line(fields.interval(series, rollup)));
  }

  /** Writes a reading, with the time at which it counts. */
  void reading(Instant at, StoredReading stored) {
    for (Measurement measurement : stored.reading().measurements()) {
      line(format.line(fields.measurement(at, stored, measurement)));
    }
  }

  /** Ends a long export soon after its output cannot be written any more. */
  private void line(String line) {
    out.print(line);
    if (++lines % LINES_BETWEEN_CHECKS == 0 && out.checkError()) { // which also flushes
      throw new OutputClosedException();
    }
  }
}
