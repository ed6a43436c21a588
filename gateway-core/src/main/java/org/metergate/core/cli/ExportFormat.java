// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.metergate.value.CsvForm;
import org.metergate.web.api.HistoryFields;

/** How the lines of an export are written; both formats have the same columns. */
enum ExportFormat {
  /** Comma-separated values as RFC 4180 has them, with a header. */
  CSV {
    @Override
    String header(boolean raw, boolean derived) {
      return (raw ? READINGS : INTERVALS) + (derived ? "," + HistoryFields.DERIVED : "") + "\r\n";
    }

    @Override
    String line(Map<String, Object> columns) {
      CsvForm form = CsvForm.RFC_4180;
      return form.line(columns.values().stream().map(form::cell).toList());
    }
  },

  /** One JSON object per line; unknown values are null. */
  JSON {
    @Override
    String header(boolean raw, boolean derived) {
      return "";
    }

    @Override
    String line(Map<String, Object> columns) {
      StringWriter text = new StringWriter(512);
      try (JsonGenerator json = FACTORY.createGenerator(text)) {
        HistoryFields.write(json, columns);
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
      return text.append('\n').toString();
    }
  };

  private static final String INTERVALS =
      "from,to,meter,identifier,quantity,unit,value,delta,min,mean,max,coverage,estimated,readings";
  private static final String READINGS =
      "time,received,meter_time,id,origin,meter,identifier,quantity,unit,register,value,delta,raw";
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /**
   * Returns what is written before all lines.
   *
   * @param raw whether readings follow and not intervals.
   * @param derived whether the last column says what is derived.
   */
  abstract String header(boolean raw, boolean derived);

  /** Returns one line with its line end. */
  abstract String line(Map<String, Object> columns);
}
