// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;

/** The content of a record, decoded by its data type (EN 13757-3, data types A to J and LVAR). */
public sealed interface Content {

  /**
   * A number.
   *
   * @param value in the unit of the {@link Vif}, with exactly the meter's digits; VIFE that scale
   *     or shift it are applied.
   * @param raw the integer on the wire; null for a floating point number.
   */
  record Number(BigDecimal value, BigDecimal raw) implements Content {}

  /**
   * A text.
   *
   * @param text in reading order, without padding; control characters are question marks.
   */
  record Text(String text) implements Content {}

  /**
   * A date (type G).
   *
   * @param date on the meter's calendar.
   */
  record Day(LocalDate date) implements Content {}

  /**
   * Date and time (types F and I).
   *
   * @param time on the meter's clock.
   * @param summerTime the bit for it, which many meters do not use.
   */
  record Moment(LocalDateTime time, boolean summerTime) implements Content {}

  /**
   * Time of day (type J).
   *
   * @param time on the meter's clock.
   */
  record TimeOfDay(LocalTime time) implements Content {}

  /**
   * Bytes whose meaning is not known.
   *
   * @param bytes as on the wire; not copied.
   */
  record Bytes(byte[] bytes) implements Content {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes same && Arrays.equals(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /**
   * No value: the meter says that there is none, or what it sent cannot be one.
   *
   * @param why in a few words: {@code BCD digits DDEBB4DD}, {@code invalid date}, {@code no data}.
   * @param isUsual whether meters in good order send this too, such as a date before there is one.
   */
  record Missing(String why, boolean isUsual) implements Content {
    /** What is sent in place of a value is no value. */
    static Missing invalid(String why) {
      return new Missing(why, false);
    }

    /** There is nothing to send. */
    static Missing usual(String why) {
      return new Missing(why, true);
    }
  }
}
