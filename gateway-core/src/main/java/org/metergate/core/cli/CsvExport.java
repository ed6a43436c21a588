// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.metergate.journal.Series;
import org.metergate.journal.StoredReading;
import org.metergate.output.csv.CsvForm;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Measurement;
import org.metergate.web.api.HistoryFields;

/** Comma-separated values as RFC 4180 has them, one value of one quantity a line. */
final class CsvExport implements ExportLines {
  private static final String INTERVALS =
      "from,to,meter,identifier,quantity,unit,value,delta,min,mean,max,coverage,estimated,readings";
  private static final String READINGS =
      "time,received,meter_time,id,origin,meter,identifier,quantity,unit,register,value,delta,raw";

  private static final CsvForm FORM = CsvForm.RFC_4180;

  private final PrintWriter out;
  private final HistoryFields fields;

  CsvExport(PrintWriter out, ZoneId zone) {
    this.out = out;
    fields = new HistoryFields(zone);
  }

  @Override
  public void begin(boolean raw) {
    out.print((raw ? READINGS : INTERVALS) + "\r\n");
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
    out.print(FORM.line(columns.values().stream().map(FORM::cell).toList()));
  }
}
