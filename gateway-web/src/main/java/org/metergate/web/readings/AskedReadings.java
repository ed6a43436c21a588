// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.metergate.web.api.Moment;

/**
 * What somebody asks for: the moment of the address, {@code at=2026-12-01T14:00}, or of the form,
 * {@code date=2026-12-01&time=14:00}; now if there is none.
 *
 * @param moment which, or what is wrong with it.
 * @param date as the form shows it again.
 * @param time as the form shows it again.
 */
record AskedReadings(Moment moment, String date, String time) {
  private static final Set<String> FIELDS = Set.of("at", "date", "time");

  static AskedReadings of(Map<String, String> fields, ZoneId zone, Instant now, String unknown) {
    LocalDateTime local = LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.MINUTES), zone);
    String at = fields.get("at");
    String date = fields.getOrDefault("date", "");
    if (at == null && !date.isEmpty()) {
      String time = fields.getOrDefault("time", "");
      at = time.isEmpty() ? date : date + "T" + time;
    }
    Moment moment =
        at == null
            ? new Moment.Known(now.truncatedTo(ChronoUnit.MINUTES), java.util.Optional.empty())
            : Moment.of(at.replace(' ', '+'), zone, now); // an unescaped + is a space
    if (!FIELDS.containsAll(fields.keySet())) {
      moment = new Moment.Mistake(unknown);
    }
    if (moment instanceof Moment.Known known) {
      local = LocalDateTime.ofInstant(known.instant(), zone);
    }
    return new AskedReadings(
        moment, local.toLocalDate().toString(), ReadingsTime.clock(local.toLocalTime()));
  }
}
