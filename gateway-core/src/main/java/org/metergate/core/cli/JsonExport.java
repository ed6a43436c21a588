// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.metergate.journal.Series;
import org.metergate.journal.StoredReading;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Measurement;
import org.metergate.web.api.HistoryFields;

/**
 * Writes one JSON object per line with the columns of {@link CsvExport}; unknown values are null.
 */
final class JsonExport implements ExportLines {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(com.fasterxml.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final PrintWriter out;
  private final HistoryFields fields;

  JsonExport(PrintWriter out, ZoneId zone) {
    this.out = out;
    fields = new HistoryFields(zone);
  }

  @Override
  public void begin(boolean raw) {
    // there is no header
  }

  @Override
  public void interval(Series series, Rollup rollup) {
    line(fields.interval(series, rollup));
  }

  @Override
  public void reading(Instant at, StoredReading stored) {
    for (Measurement measurement : stored.reading().measurements()) {
      line(fields.measurement(at, stored, measurement));
    }
  }

  private void line(Map<String, Object> columns) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      HistoryFields.write(json, columns);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    out.print(text);
    out.print('\n');
  }
}
