// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.Series;

/** {@code /api/v1/meters}: all meters in the journal, with their counters and gauges. */
final class MetersRoute extends ApiRoute {
  private final History history;

  /**
   * Creates the route.
   *
   * @param history open.
   */
  MetersRoute(History history) {
    super("/api/v1/meters", Set.of());
    this.history = history;
  }

  @Override
  void write(Map<String, String> query, JsonGenerator json) throws IOException, JournalException {
    Map<String, List<Series>> meters = new LinkedHashMap<>();
    for (String meter : history.meters()) {
      meters.put(meter, history.seriesWithDerived(meter));
    }
    json.writeArrayFieldStart("meters");
    for (Map.Entry<String, List<Series>> meter : meters.entrySet()) {
      json.writeStartObject();
      json.writeStringField("meter", meter.getKey());
      json.writeArrayFieldStart("series");
      for (Series series : meter.getValue()) {
        json.writeStartObject();
        json.writeStringField("identifier", series.meter().identifier());
        json.writeStringField("quantity", series.quantity());
        json.writeStringField("kind", series.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("unit", series.unit());
        json.writeBooleanField("derived", series.isDerived());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
