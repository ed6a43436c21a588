// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.udp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.metergate.spi.reading.Reading;

/**
 * The two lines that older scripts for Home Assistant parse: {@code HH:MM:SS,<Wh today>,<Wh today
 * by power>,<W>,<W L1>,<W L2>,<W L3>}, CR LF, {@code ,METER,<total Wh>,SWversion,<n>}. Whole
 * numbers; what the meter did not send is left empty, never 0.
 */
final class PlainLine {
  /** The version of this format. */
  private static final int VERSION = 1;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private PlainLine() {}

  /** Returns the lines of a reading; an empty text where it has no power. */
  static String of(Reading reading, DayTotals totals) {
    Optional<BigDecimal> power = DayTotals.watts(reading, "power_import");
    if (power.isEmpty()) {
      return "";
    }
    String meter = reading.meter().displayName();
    return String.join(
            ",",
            clock(reading.receivedAt(), totals.zone()),
            whole(totals.today(meter)),
            whole(totals.todayByPower(meter)),
            whole(power),
            whole(DayTotals.watts(reading, "power_import_l1")),
            whole(DayTotals.watts(reading, "power_import_l2")),
            whole(DayTotals.watts(reading, "power_import_l3")))
        + "\r\n,METER,"
        + whole(totals.total(meter))
        + ",SWversion,"
        + VERSION;
  }

  private static String clock(Instant at, ZoneId zone) {
    return CLOCK.format(LocalTime.ofInstant(at, zone));
  }

  private static String whole(Optional<BigDecimal> value) {
    return value.map(it -> it.setScale(0, RoundingMode.HALF_UP).toPlainString()).orElse("");
  }
}
