// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;

/**
 * {@code /api/v1/readings?at=…}: the counters of all meters at a moment, as {@code export --at}.
 */
final class ReadingsRoute extends ApiRoute {
  private final History history;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Function<String, MeterTitle> titles;

  /**
   * Creates the route.
   *
   * @param history of the open journal.
   * @param zone in which days begin and times are written.
   * @param clock moments after its time are refused.
   * @param titles of configured meters.
   */
  ReadingsRoute(
      History history, ZoneId zone, InstantSource clock, Function<String, MeterTitle> titles) {
    super("/api/v1/readings", Set.of("at", "meter", "units", "heat"));
    this.history = history;
    this.zone = zone;
    this.clock = clock;
    this.titles = titles;
  }

  @Override
  void write(Map<String, String> query, JsonGenerator json) throws IOException, JournalException {
    String at = query.get("at");
    if (at == null) {
      throw new BadRequestException(400, "The parameter 'at' is required.");
    }
    Moment moment = Moment.of(at.replace(' ', '+'), zone, clock.instant());
    if (moment instanceof Moment.Mistake mistake) {
      throw new BadRequestException(400, mistake.sentence());
    }
    Moment.Known known = (Moment.Known) moment;
    Optional<String> meter = Optional.ofNullable(query.get("meter"));
    ReadingsTable table =
        ReadingsTable.of(history, meter, known.instant(), HistoryRoute.view(query), titles);
    if (meter.isPresent() && table.meters().isEmpty()) {
      throw HistoryRoute.unknown(history, meter.get());
    }
    json.writeStringField("at", ReadingsTable.time(known.instant(), zone));
    if (known.remark().isPresent()) {
      json.writeStringField("remark", known.remark().get());
    }
    json.writeArrayFieldStart("meters");
    for (MeterCounters one : table.meters()) {
      table.json(json, one, zone);
    }
    json.writeEndArray();
  }
}
