// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.math.BigDecimal;
import java.util.Optional;
import org.metergate.driver.mbus.telegram.Content;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** The content of a record as the value of a measurement. */
final class RecordValue {
  /** The end of a register whose bytes have no known meaning. */
  static final String RAW = "-raw";

  /** Digits before the point; no meter counts as far, and a table of outputs ends somewhere. */
  private static final int MOST_DIGITS = 25;

  private RecordValue() {}

  /**
   * Makes the measurement of a record.
   *
   * @param record with its content.
   * @param register its key, with its number if it is not the first with this key.
   * @param meaning of the record.
   * @param named whether it has its name, and not its key.
   * @return the measurement, or null if the record has no value.
   */
  static Measurement of(DataRecord record, String register, Meaning meaning, boolean named) {
    Quantity quantity = named ? meaning.named() : meaning.own();
    Content content = record.content();
    if (content instanceof Content.Number number && isShort(number.value())) {
      return number(record, number, register, meaning, quantity);
    }
    if (content instanceof Content.Missing) {
      return null;
    }
    if (content instanceof Content.Bytes || content instanceof Content.Number) {
      return raw(record.raw(), register);
    }
    boolean isClock = Quantities.METER_CLOCK.equals(quantity);
    if (content instanceof Content.Day day && (isClock || quantity.dimension() != Dimension.TIME)) {
      // as the date that it is; midnight would be a time that the meter has not sent
      boolean fits = quantity.dimension() == Dimension.TEXT;
      return Measurement.of(
          fits ? quantity : Named.as(meaning.own(), Dimension.TEXT),
          new Value.Text(day.date().toString()),
          register);
    }
    Optional<MeterTime> time = time(content);
    if (time.isPresent()) {
      boolean fits = quantity.dimension() == Dimension.TIME;
      return Measurement.of(
          fits ? quantity : Named.as(meaning.own(), Dimension.TIME),
          new Value.Moment(time.get()),
          register);
    }
    boolean fits =
        quantity.kind() == Quantity.Kind.STATE
            && (quantity.dimension() == Dimension.NUMBER || quantity.dimension() == Dimension.TEXT);
    Quantity text = Named.as(fits ? quantity : meaning.own(), Dimension.TEXT);
    return Measurement.of(text, new Value.Text(text(record)), register);
  }

  /**
   * Makes the measurement of bytes whose meaning is not known.
   *
   * @param bytes as on the wire; a telegram has at most 252 of them.
   * @param register of the record, or what comes before the bytes.
   * @return their digits in hexadecimal, under the register with {@code -raw}.
   */
  static Measurement raw(byte[] bytes, String register) {
    String name = register + RAW;
    return Measurement.of(Named.own(name, Dimension.TEXT), new Value.Text(Hex.of(bytes)), name);
  }

  private static Measurement number(
      DataRecord record,
      Content.Number number,
      String register,
      Meaning meaning,
      Quantity quantity) {
    if (quantity.dimension() == Dimension.TEXT) {
      return Measurement.of(quantity, new Value.Text(digits(record)), register);
    }
    boolean fits = quantity.dimension() != Dimension.TIME;
    return new Measurement(
        fits ? quantity : meaning.own(),
        new Value.Decimal(meaning.scale().write(number.value())),
        meaning.scale().unit(),
        register,
        number.raw(),
        null);
  }

  /**
   * Makes the measurement of a sum of volume times temperature.
   *
   * @param raw the integer on the wire.
   * @param step the power of ten of one step, in m3·degC.
   */
  static Measurement sum(BigDecimal raw, int step, String register, Quantity quantity, Unit unit) {
    BigDecimal value = raw.scaleByPowerOfTen(step);
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    return new Measurement(quantity, new Value.Decimal(plain), unit, register, raw, null);
  }

  /** Returns whether a content is a date, with a time of day or without. */
  static boolean isTime(Content content) {
    return content instanceof Content.Day || content instanceof Content.Moment;
  }

  /** Returns when it was; empty for a content that is no date. */
  static Optional<MeterTime> time(Content content) {
    if (content instanceof Content.Day day) {
      return Optional.of(MeterTime.local(day.date().atStartOfDay()));
    }
    return content instanceof Content.Moment moment
        ? Optional.of(MeterTime.local(moment.time()))
        : Optional.empty();
  }

  /** Returns a number as people read it, with the zeros before it if the wire has them. */
  static String digits(DataRecord record) {
    if (record.content() instanceof Content.Number number) {
      String digits = number.value().toPlainString();
      boolean hasZeros = isBcd(record.key()) && number.value().signum() >= 0;
      int missing = hasZeros ? 2 * record.raw().length - digits.length() : 0;
      return "0".repeat(Math.max(0, missing)) + digits;
    }
    return text(record);
  }

  private static String text(DataRecord record) {
    if (record.content() instanceof Content.Text text) {
      return text.text();
    }
    if (record.content() instanceof Content.TimeOfDay of) {
      return of.time().toString();
    }
    return Hex.of(record.raw());
  }

  /** Returns whether the first byte of a key says that the data are a BCD number. */
  private static boolean isBcd(String key) {
    return key.length() > 1 && "9ABCE".indexOf(key.charAt(1)) >= 0;
  }

  private static boolean isShort(BigDecimal number) {
    return number.precision() - number.scale() <= MOST_DIGITS && number.scale() <= MOST_DIGITS * 2;
  }
}
