// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.metergate.web.api.HistoryFields;

/** Writes an export, line by line as it is read: one value of one quantity per line. */
final class Export {
  private static final int LINES_BETWEEN_CHECKS = 1000;

  private final PrintWriter out;
  private final ExportFormat format;
  private final boolean derived;
  private int lines;

  /**
   * Creates an export.
   *
   * @param out receives the lines.
   * @param format of the lines.
   * @param derived whether there is a column that says what is derived; without it an export has
   *     the columns that it always had.
   */
  Export(PrintWriter out, ExportFormat format, boolean derived) {
    this.out = out;
    this.format = format;
    this.derived = derived;
  }

  /** Writes the header, if the format has one. */
  void begin(boolean raw) {
    out.print(format.header(raw, derived));
  }

  /** Writes a line, and ends a long export soon after its output cannot be written any more. */
  void row(Map<String, Object> columns) {
    if (!derived) {
      columns.remove(HistoryFields.DERIVED);
    }
    out.print(format.line(columns));
    if (++lines % LINES_BETWEEN_CHECKS == 0 && out.checkError()) { // which also flushes
      throw new OutputClosedException();
    }
  }
}
