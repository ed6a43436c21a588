// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * A time as shown by a meter's clock. Meters rarely send their time zone, and their clocks may be
 * months off: this time is published next to the gateway's own time and never replaces it.
 *
 * @param local date and time of day on the meter's clock.
 * @param offset the offset from UTC if the meter sends it, else null.
 */
public record MeterTime(LocalDateTime local, ZoneOffset offset) {

  /** Checks that the local time is there. */
  public MeterTime {
    Objects.requireNonNull(local, "local");
  }

  /**
   * Creates a time without a zone.
   *
   * @param local date and time of day.
   * @return the meter's time.
   */
  public static MeterTime local(LocalDateTime local) {
    return new MeterTime(local, null);
  }

  /**
   * Returns ISO 8601, with the offset only if the meter sent one.
   *
   * @return for example {@code 2026-01-07T14:47:20} or {@code 2026-01-07T14:47:20+01:00}.
   */
  @Override
  public String toString() {
    String text = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
    return offset == null ? text : text + offset;
  }
}
