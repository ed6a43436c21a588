// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** A moment that somebody asks for, in a command or an address. */
public sealed interface Moment {
  /** Examples of the accepted forms. */
  String EXAMPLES = "2026-12-01, 2026-12-01T14:00 or 2026-12-01T14:00+01:00";

  /**
   * A moment that can be answered.
   *
   * @param instant a whole minute that has begun.
   * @param remark a sentence for a time that its zone has twice.
   */
  record Known(Instant instant, Optional<String> remark) implements Moment {}

  /**
   * A text that is no such moment.
   *
   * @param sentence what is wrong, and how it is written.
   */
  record Mistake(String sentence) implements Moment {}

  /**
   * Reads a moment. A day means its beginning. Of a time that exists twice, since the clocks were
   * put back, the earlier one is meant unless an offset says which.
   *
   * @param text as somebody wrote it.
   * @param zone of a time without an offset.
   * @param now later moments are mistakes.
   * @return the moment, or what is wrong.
   */
  static Moment of(String text, ZoneId zone, Instant now) {
    Optional<Instant> parsed = HistoryTime.parse(text, zone);
    if (parsed.isEmpty()) {
      return new Mistake("A moment is written like " + EXAMPLES + ".");
    }
    Optional<LocalDateTime> local = HistoryTime.parseLocal(text);
    Instant instant = text.indexOf('T') < 0 ? day(text, zone) : parsed.get();
    Optional<ZoneOffsetTransition> change =
        local.map(time -> zone.getRules().getTransition(time)).filter(c -> text.indexOf('T') >= 0);
    if (change.isPresent() && change.get().isGap()) {
      return new Mistake(skipped(text, zone, change.get()));
    }
    if (!instant.equals(instant.truncatedTo(ChronoUnit.MINUTES))) {
      return new Mistake("A moment is a whole minute, like " + EXAMPLES + ".");
    }
    if (instant.isAfter(now)) {
      String time = now.truncatedTo(ChronoUnit.MINUTES).atZone(zone).toLocalDateTime().toString();
      return new Mistake(text + " has not come yet; it is " + time + " in " + zone.getId() + ".");
    }
    return new Known(instant, change.map(c -> twice(text, zone, c)));
  }

  private static Instant day(String text, ZoneId zone) {
    return LocalDate.parse(text).atStartOfDay(zone).toInstant();
  }

  private static String skipped(String text, ZoneId zone, ZoneOffsetTransition change) {
    return text
        + " does not exist in "
        + zone.getId()
        + ": the clocks are put forward from "
        + change.getDateTimeBefore().toLocalTime()
        + " to "
        + change.getDateTimeAfter().toLocalTime()
        + ".";
  }

  private static String twice(String text, ZoneId zone, ZoneOffsetTransition change) {
    ZoneOffset earlier = change.getOffsetBefore();
    ZoneOffset later = change.getOffsetAfter();
    return text
        + " exists twice in "
        + zone.getId()
        + "; this is the earlier one, "
        + text
        + earlier
        + ". The other one is "
        + text
        + later
        + ", "
        + Duration.ofSeconds((long) earlier.getTotalSeconds() - later.getTotalSeconds()).toMinutes()
        + " minutes later.";
  }
}
