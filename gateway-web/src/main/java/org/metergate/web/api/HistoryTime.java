// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Parses times as people write them in commands and URLs. */
public final class HistoryTime {
  /** Examples of the accepted forms. */
  public static final String EXAMPLES = "2026-01-31, 2026-01-31T14:00 or 2026-01-31T14:00+01:00";

  private HistoryTime() {}

  /**
   * Parses a time.
   *
   * @param text a day, which means its midnight, or a day and a time, with or without an offset.
   * @param zone of a time without an offset.
   * @return the time, or empty if the text is not a time.
   */
  public static Optional<Instant> parse(String text, ZoneId zone) {
    try {
      if (text.indexOf('T') < 0) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
      }
      boolean offset = text.matches(".*(Z|[+-]\\d\\d(:\\d\\d)?)");
      return Optional.of(
          offset
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
