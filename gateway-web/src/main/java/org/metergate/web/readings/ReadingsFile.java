// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import org.metergate.journal.JournalException;
import org.metergate.web.Route;
import org.metergate.web.api.Moment;

/** {@code /readings.csv?at=…}: the table of the page as comma-separated values. */
final class ReadingsFile implements Route {
  private final ReadingsSources sources;

  ReadingsFile(ReadingsSources sources) {
    this.sources = sources;
  }

  @Override
  public String path() {
    return "/readings.csv";
  }

  @Override
  public boolean waitsForJournal() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    Instant now = sources.clock().instant();
    String unknown = ReadingsPages.TEXTS.of("unknown-parameter");
    AskedReadings asked = AskedReadings.of(request.fields(), sources.zone(), now, unknown);
    if (asked.moment() instanceof Moment.Mistake mistake) {
      return sentence(400, mistake.sentence());
    }
    Instant moment = ((Moment.Known) asked.moment()).instant();
    StringBuilder lines = new StringBuilder(4096);
    try {
      sources.read(moment).csv(sources.zone(), lines::append);
    } catch (JournalException e) {
      return sentence(503, e.getMessage());
    }
    String name = "readings-" + LocalDateTime.ofInstant(moment, sources.zone());
    return new Answer(
        200,
        "text/csv;charset=utf-8",
        Map.of("Content-Disposition", "attachment; filename=\"" + name.replace(":", "") + ".csv\""),
        lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Answer sentence(int status, String sentence) {
    return new Answer(
        status, "text/plain;charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
