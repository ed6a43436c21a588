// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.metergate.health.Age;

/**
 * Writes points in time, as ages that a script counts on. Times inside a part of a page are cells.
 *
 * @param now by the gateway's clock.
 * @param zone in which people read times.
 */
public record TimeFormat(Instant now, ZoneId zone) {
  // listed here, since a formatter would load the locale data of the whole platform
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  /** Writes how long ago something was. */
  public void age(Html html, Instant at) {
    html.element("time", ago(at), "datetime", at.toString(), "title", clock(at), "class", "age");
  }

  /**
   * Writes how long ago something was, as a cell.
   *
   * @param key of the cell.
   */
  public void age(Html html, String key, Instant at) {
    List<String> changing = List.of("datetime", at.toString(), "title", clock(at));
    // an age that changes inside a spoken sentence must not be spoken again each second
    html.computed("time", key, ago(at), changing, "class", "age", "aria-live", "off");
  }

  /**
   * Writes since when something holds, and for how long.
   *
   * @param key of the cell.
   */
  public void since(Html html, String key, Instant at) {
    List<String> changing = List.of("datetime", at.toString());
    html.live("span", key + "-at", clock(at), "class", "nowrap").text(" (");
    html.computed("time", key, span(at), changing, "class", "span", "aria-live", "off").text(")");
  }

  private String ago(Instant at) {
    return span(at) + " ago";
  }

  private String span(Instant at) {
    return Age.exact(Duration.between(at, now));
  }

  /**
   * Returns the time of day; with the date if it is not today, with the year if it is not this
   * year.
   */
  public String clock(Instant at) {
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    LocalDateTime today = LocalDateTime.ofInstant(now, zone);
    String time =
        two(local.getHour()) + ":" + two(local.getMinute()) + ":" + two(local.getSecond());
    if (local.toLocalDate().equals(today.toLocalDate())) {
      return time;
    }
    String date = local.getDayOfMonth() + " " + MONTHS[local.getMonthValue() - 1];
    return (local.getYear() == today.getYear() ? date : date + " " + local.getYear()) + ", " + time;
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
