// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import org.metergate.web.api.MeterCounters;
import org.metergate.web.api.ReadingsTable;

/** Writes the counters of meters at a moment: as a table, or one JSON object per meter. */
final class ExportedReadings {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final PrintWriter out;
  private final ZoneId zone;

  /**
   * Prepares an export.
   *
   * @param out receives the lines.
   * @param zone in which times are written.
   */
  ExportedReadings(PrintWriter out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  /** Writes a header and a line per meter. */
  void csv(ReadingsTable table) {
    table.csv(zone, out::print);
  }

  /** Writes a line per meter, with basis and age of each counter. */
  void json(ReadingsTable table) {
    for (MeterCounters meter : table.meters()) {
      StringWriter text = new StringWriter(1024);
      try (JsonGenerator json = JSON.createGenerator(text)) {
        table.json(json, meter, zone);
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
      out.print(text.append('\n'));
    }
  }
}
