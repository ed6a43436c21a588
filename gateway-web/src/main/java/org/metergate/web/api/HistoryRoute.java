// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.rollup.Resolution;
import org.metergate.spi.option.NearestName;

/**
 * {@code /api/v1/history?meter=…&from=…}: intervals or single measurements of one meter, the same
 * columns as {@code export}. At most 5000 rows from 50,000 readings, so that no request can exhaust
 * the memory; one request at a time, since the outputs read the same journal.
 */
final class HistoryRoute extends ApiRoute {
  static final int MAX_ROWS = 5000;
  private static final int MAX_READINGS = 50_000;
  private static final long WAIT_SECONDS = 5;
  private static final String RAW = "raw";

  private final History history;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Semaphore one = new Semaphore(1);

  /**
   * Creates the route.
   *
   * @param history of the open journal.
   * @param zone in which days begin and times are written.
   * @param clock gives the end if none is requested.
   */
  HistoryRoute(History history, ZoneId zone, InstantSource clock) {
    super("/api/v1/history", Set.of("meter", "from", "to", "every", "quantity", "units", "heat"));
    this.history = history;
    this.zone = zone;
    this.clock = clock;
  }

  /** A checked request. */
  private record Question(
      String meter,
      Instant from,
      Instant to,
      Optional<Resolution> resolution,
      Set<String> quantities,
      HistoryView view) {}

  private Question question(Map<String, String> query) {
    String meter = query.get("meter");
    if (meter == null || query.get("from") == null) {
      throw new BadRequestException(400, "The parameters 'meter' and 'from' are required.");
    }
    String word = query.getOrDefault("every", Resolution.HOUR.label());
    Optional<Resolution> resolution = Resolution.of(word);
    if (resolution.isEmpty() && !word.equals(RAW)) {
      throw new BadRequestException(
          400, "'every' must be one of raw, " + String.join(", ", Resolution.labels()) + ".");
    }
    Instant from = time(query.get("from"), "from");
    Instant to = query.get("to") == null ? clock.instant() : time(query.get("to"), "to");
    if (from.isAfter(to)) {
      throw new BadRequestException(
          400, "'from' must not be after 'to', which is now where it is left out.");
    }
    String quantities = query.getOrDefault("quantity", "");
    return new Question(
        meter,
        from,
        to,
        resolution,
        quantities.isEmpty() ? Set.of() : new HashSet<>(List.of(quantities.split(","))),
        view(query));
  }

  static HistoryView view(Map<String, String> query) {
    String units = query.getOrDefault("units", HistoryView.METER_UNITS);
    String heat = query.get("heat");
    return HistoryView.of(units, heat)
        .orElseThrow(() -> new BadRequestException(400, HistoryView.mistake("'units'", "'heat'")));
  }

  private Instant time(String text, String name) {
    return HistoryTime.parse(text.replace(' ', '+'), zone) // an unescaped + is a space
        .orElseThrow(
            () ->
                new BadRequestException(
                    400, "'" + name + "' must be a time like " + HistoryTime.EXAMPLES + "."));
  }

  @Override
  void write(Map<String, String> query, JsonGenerator json) throws IOException, JournalException {
    Question asked = question(query);
    List<Map<String, Object>> rows = new ArrayList<>();
    if (!acquire()) {
      throw new BadRequestException(503, "Another request is being answered; try again soon.");
    }
    try {
      collect(asked, rows);
    } finally {
      one.release();
    }
    HistoryFields fields = new HistoryFields(zone, asked.view());
    json.writeStringField("meter", asked.meter());
    json.writeStringField("from", fields.time(asked.from().toEpochMilli()));
    json.writeStringField("to", fields.time(asked.to().toEpochMilli()));
    json.writeStringField("every", asked.resolution().map(Resolution::label).orElse(RAW));
    json.writeArrayFieldStart("rows");
    for (Map<String, Object> row : rows) {
      HistoryFields.write(json, row);
    }
    json.writeEndArray();
  }

  private boolean acquire() {
    try {
      return one.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void collect(Question asked, List<Map<String, Object>> rows) throws JournalException {
    HistoryRows history =
        new HistoryRows(this.history, asked.meter(), zone, asked.view(), asked.quantities());
    if (!history.isKnown()) {
      throw unknown(this.history, asked.meter());
    }
    if (asked.resolution().isEmpty()) {
      measurements(asked, history, rows);
      return;
    }
    Resolution resolution = asked.resolution().get();
    long span = asked.to().toEpochMilli() - asked.from().toEpochMilli();
    if (resolution.isEven()
        && history.count() * (double) span / resolution.millis() > 100.0 * MAX_ROWS) {
      throw tooMuch(); // most of it will be empty, but checking takes long
    }
    history.intervals(asked.from(), asked.to(), resolution, row -> add(rows, row));
  }

  /** A meter that is asked for and not in the journal. */
  static BadRequestException unknown(History history, String meter) throws JournalException {
    List<String> known = history.meters();
    return new BadRequestException(
        404,
        known.isEmpty()
            ? "There is no meter in the journal yet."
            : NearestName.unknown("meter", meter, known));
  }

  private static void measurements(
      Question asked, HistoryRows history, List<Map<String, Object>> rows) throws JournalException {
    AtomicInteger read = new AtomicInteger();
    history.measurements(
        asked.meter(),
        asked.from(),
        asked.to(),
        () -> {
          if (read.incrementAndGet() > MAX_READINGS) {
            throw tooMuch(); // none of them may have a wanted quantity, but reading takes long
          }
        },
        row -> add(rows, row));
  }

  private static void add(List<Map<String, Object>> rows, Map<String, Object> row) {
    if (rows.size() == MAX_ROWS) {
      throw tooMuch();
    }
    rows.add(row);
  }

  private static BadRequestException tooMuch() {
    return new BadRequestException(
        413,
        "That is more than "
            + MAX_ROWS
            + " rows; ask for a shorter time, a longer 'every' or fewer quantities.");
  }
}
