// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.metergate.health.Age;

/**
 * Writes points in time. On the page itself they are ages. In a part that is sent later they are
 * times of day, so that a part in which only ages changed stays equal and is not sent; the script
 * converts them to ages.
 *
 * @param now by the gateway's clock.
 * @param zone in which people read times.
 * @param showAges whether ages are written.
 */
public record TimeFormat(Instant now, ZoneId zone, boolean showAges) {
  // listed here, since a formatter would load the locale data of the whole platform
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  /** Writes how long ago something was. */
  public void age(Html html, Instant at) {
    String text = showAges ? Age.exact(Duration.between(at, now)) + " ago" : clock(at);
    // an age that changes inside a spoken sentence must not be spoken again each second
    html.element(
        "time",
        text,
        "datetime",
        at.toString(),
        "title",
        clock(at),
        "class",
        "age",
        "aria-live",
        "off");
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
