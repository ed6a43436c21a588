// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metergate.driver.multical.register.RegisterDecoder.Head;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Value;

/**
 * Values that are not numbers: dates, times, texts. A date or time that is in no calendar is no
 * value: a register that was never written contains 0, and some meters send nines. The same goes
 * for a text of blanks, zeros or FFh only.
 */
public final class MeterTimes {
  private static final int CENTURY = 2000;

  /** Weekday and flags, or minutes of summer time. */
  private static final int MOST_OTHER_PARTS = 2;

  /** What memory contains that was never written. */
  private static final int NEVER_WRITTEN = 0xFF;

  private static final String DATE = "1003";
  private static final String CLOCK = "1002";
  private static final String MOMENT = "348";

  private static final DateTimeFormatter CLOCK_FORM =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private MeterTimes() {}

  static Optional<Measurement> ofDigits(Head head, long digits) {
    long days = digits / 10_000;
    int monthAndDay = (int) (digits % 10_000);
    try {
      Value value =
          switch (head.unit().form()) {
            case CLOCK -> new Value.Text(CLOCK_FORM.format(clock(days, monthAndDay)));
            case DATE -> date(days, monthAndDay);
            case LONG_DATE -> date(days - CENTURY, monthAndDay);
            default -> dayOfYear(days, monthAndDay);
          };
      return Optional.of(measurement(head, value, digits));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Value date(long year, int monthAndDay) {
    return moment(LocalDate.of(year(year), monthAndDay / 100, monthAndDay % 100).atStartOfDay());
  }

  /** Returns a year of this century: meters send two digits of it, or none that is another. */
  private static int year(long ofCentury) {
    if (ofCentury < 0 || ofCentury > 99) {
      throw new DateTimeException("no year of this century");
    }
    return CENTURY + (int) ofCentury;
  }

  private static LocalTime clock(long hours, int minutesAndSeconds) {
    if (hours > 23) {
      throw new DateTimeException("no hour of a day");
    }
    return LocalTime.of((int) hours, minutesAndSeconds / 100, minutesAndSeconds % 100);
  }

  private static Value dayOfYear(long rest, int monthAndDay) {
    if (rest > 0) {
      throw new DateTimeException("no day of a year");
    }
    MonthDay day = MonthDay.of(monthAndDay / 100, monthAndDay % 100);
    return new Value.Text(
        String.format(Locale.ROOT, "%02d-%02d", day.getMonthValue(), day.getDayOfMonth()));
  }

  /** Dates and times with a byte for each part, in either order. */
  static Optional<Measurement> ofBytes(Head head, byte[] bytes) {
    boolean reversed = head.unit().form() == Form.REVERSED_MOMENT;
    int parts = bytes.length - 6;
    if (parts < 0 || parts > MOST_OTHER_PARTS) {
      return Optional.empty();
    }
    int[] yearToSecond = new int[6];
    for (int i = 0; i < 6; i++) {
      yearToSecond[i] = bytes[reversed ? bytes.length - 1 - i : parts + i];
    }
    try {
      return Optional.of(
          measurement(
              head,
              moment(
                  LocalDateTime.of(
                      year(yearToSecond[0]),
                      yearToSecond[1],
                      yearToSecond[2],
                      yearToSecond[3],
                      yearToSecond[4],
                      yearToSecond[5]))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<Measurement> text(Head head, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    if (text.chars().allMatch(c -> c == NEVER_WRITTEN)) {
      return Optional.empty();
    }
    boolean readable = text.chars().noneMatch(Character::isISOControl);
    return Optional.of(measurement(head, new Value.Text(readable ? text : Hex.of(bytes))));
  }

  /**
   * Finds the meter's own time among measurements: register 348, or date and clock, which must be
   * from one answer, since otherwise midnight could be between them.
   *
   * @param measurements of one answer.
   * @return the time by the meter's clock, or nothing where it is not sent.
   */
  public static Optional<MeterTime> of(List<Measurement> measurements) {
    Value.Moment date = null;
    Value.Text clock = null;
    for (int i = 0; i < measurements.size(); i++) {
      Measurement one = measurements.get(i);
      if (one.register().equals(MOMENT) && one.value() instanceof Value.Moment whole) {
        return Optional.of(whole.time());
      }
      if (one.register().equals(DATE) && one.value() instanceof Value.Moment day) {
        date = day;
      } else if (one.register().equals(CLOCK) && one.value() instanceof Value.Text time) {
        clock = time;
      }
    }
    if (date == null || clock == null) {
      return Optional.empty();
    }
    try {
      LocalTime time = LocalTime.parse(clock.text(), CLOCK_FORM);
      return Optional.of(MeterTime.local(date.time().local().toLocalDate().atTime(time)));
    } catch (DateTimeException e) {
      return Optional.empty(); // this meter sends something else under the clock's number
    }
  }

  private static Value.Moment moment(LocalDateTime local) {
    return new Value.Moment(MeterTime.local(local));
  }

  private static Measurement measurement(Head head, Value value) {
    return Measurement.of(head.register().quantity(), value, head.register().text());
  }

  private static Measurement measurement(Head head, Value value, long raw) {
    Measurement plain = measurement(head, value);
    return new Measurement(
        plain.quantity(), value, plain.unit(), plain.register(), BigDecimal.valueOf(raw), null);
  }
}
