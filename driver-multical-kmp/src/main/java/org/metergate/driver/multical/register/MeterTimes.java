// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
 * Values that are not numbers: dates, times, texts. An impossible date (a register that was never
 * written contains 0) is kept as the digits that the meter sent.
 */
public final class MeterTimes {
  private static final int CENTURY = 2000;
  private static final String DATE = "1003";
  private static final String CLOCK = "1002";
  private static final String MOMENT = "348";

  private static final DateTimeFormatter CLOCK_FORM =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private MeterTimes() {}

  static Measurement ofDigits(Head head, long digits) {
    int days = (int) Math.min(digits / 10_000, Integer.MAX_VALUE);
    int monthAndDay = (int) (digits % 10_000);
    try {
      Value value =
          switch (head.unit().form()) {
            case CLOCK -> new Value.Text(CLOCK_FORM.format(clock(digits)));
            case DATE -> date(CENTURY + days, monthAndDay);
            case LONG_DATE -> date(days, monthAndDay);
            default ->
                new Value.Text(String.format(Locale.ROOT, "%02d-%02d", digits / 100, digits % 100));
          };
      return measurement(head, value, digits);
    } catch (DateTimeException e) {
      return measurement(head, new Value.Text(Long.toString(digits)), digits);
    }
  }

  private static Value date(int year, int monthAndDay) {
    return moment(LocalDate.of(year, monthAndDay / 100, monthAndDay % 100).atStartOfDay());
  }

  private static LocalTime clock(long digits) {
    return LocalTime.of(
        (int) Math.min(digits / 10_000, 99), (int) (digits / 100 % 100), (int) (digits % 100));
  }

  /** Dates and times with a byte for each part, in either order. */
  static Measurement ofBytes(Head head, byte[] bytes) {
    boolean reversed = head.unit().form() == Form.REVERSED_MOMENT;
    int parts = bytes.length - 6;
    if (parts < 0) {
      return measurement(head, new Value.Text(Hex.of(bytes)));
    }
    int[] yearToSecond = new int[6];
    for (int i = 0; i < 6; i++) {
      yearToSecond[i] = bytes[reversed ? bytes.length - 1 - i : parts + i];
    }
    try {
      return measurement(
          head,
          moment(
              LocalDateTime.of(
                  CENTURY + yearToSecond[0],
                  yearToSecond[1],
                  yearToSecond[2],
                  yearToSecond[3],
                  yearToSecond[4],
                  yearToSecond[5])));
    } catch (DateTimeException e) {
      return measurement(head, new Value.Text(Hex.of(bytes)));
    }
  }

  static Measurement text(Head head, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    boolean readable = text.chars().allMatch(c -> c >= ' ' && c != 0x7F);
    return measurement(head, new Value.Text(readable ? text : Hex.of(bytes)));
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
    if (date == null || clock == null || clock.text().indexOf(':') < 0) {
      return Optional.empty();
    }
    LocalTime time = LocalTime.parse(clock.text());
    return Optional.of(MeterTime.local(date.time().local().toLocalDate().atTime(time)));
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
