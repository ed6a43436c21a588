// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * When a meter is read, by its own clock.
 *
 * @param seconds since 1970 in the meter's standard time.
 */
record Moment(double seconds) {
  LocalDateTime local() {
    return LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC);
  }

  /** Returns the first of its month, 00:00: the target date of monthly values. */
  Moment month() {
    return at(local().toLocalDate().withDayOfMonth(1).atStartOfDay());
  }

  /** Returns the first of the month before. */
  Moment monthBefore() {
    return at(month().local().minusMonths(1));
  }

  /** Returns the beginning of its day. */
  Moment day() {
    return at(local().toLocalDate().atStartOfDay());
  }

  /** Returns the hours since the meter was installed, 0 or more. */
  double hours() {
    return Math.max(0, seconds - Load.INSTALLED) / 3600;
  }

  private static Moment at(LocalDateTime local) {
    return new Moment(local.toEpochSecond(ZoneOffset.UTC));
  }
}
