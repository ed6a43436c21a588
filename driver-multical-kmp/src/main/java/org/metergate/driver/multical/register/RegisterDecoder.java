// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * Converts the registers of an answer to measurements. A number is (-1)^SI * m * 10^(±E), with the
 * byte before it: bit 7 SI, bit 6 the exponent's sign, bits 5 to 0 E. Any length; the value has
 * exactly the meter's decimals.
 */
public final class RegisterDecoder {
  private static final int NEGATIVE = 0x80;
  private static final int FRACTION = 0x40;
  private static final int EXPONENT = 0x3F;
  private static final int LONG_BYTES = 7;

  private final RegisterTable table;

  /**
   * Creates a decoder.
   *
   * @param table has the names of the registers.
   */
  public RegisterDecoder(RegisterTable table) {
    this.table = table;
  }

  /**
   * Decodes an answer.
   *
   * @param data its registers, up to its end.
   * @return one measurement for each, in the same order; may be empty.
   * @throws MalformedException where the lengths do not fit, a value is empty or a register occurs
   *     twice.
   */
  public List<Measurement> decode(ByteCursor data) throws MalformedException {
    List<Measurement> measurements = new ArrayList<>(8);
    while (data.remaining() > 0) {
      Head head = Head.read(data, table);
      requireNew(measurements, head.register());
      measurements.add(value(head, data));
    }
    return measurements;
  }

  private static void requireNew(List<Measurement> before, Register register)
      throws MalformedException {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).register().equals(register.text())) {
        throw new MalformedException("register " + register.text() + " occurs twice");
      }
    }
  }

  /**
   * What precedes a value, and occurs once for all records of a logger.
   *
   * @param register of the value.
   * @param unit its unit and form.
   * @param length of the value in bytes, at least one.
   * @param signs sign and exponent.
   */
  record Head(Register register, KmpUnit unit, int length, int signs) {
    static Head read(ByteCursor data, RegisterTable table) throws MalformedException {
      Register register = table.of(data.u16());
      KmpUnit unit = KmpUnit.of(data.u8());
      int length = data.u8();
      int signs = data.u8();
      if (length == 0) {
        throw new MalformedException("register " + register.text() + " has no value");
      }
      return new Head(register, unit, length, signs);
    }
  }

  /** Reads one value. */
  static Measurement value(Head head, ByteCursor data) throws MalformedException {
    Form form = head.unit().form();
    if (form == Form.TEXT) {
      return MeterTimes.text(head, data.take(head.length()));
    }
    if (form == Form.REVERSED_MOMENT || form == Form.SUMMER_TIME_MOMENT) {
      return MeterTimes.ofBytes(head, data.take(head.length()));
    }
    if (head.length() > LONG_BYTES) {
      return number(head, new BigDecimal(new BigInteger(1, data.take(head.length()))));
    }
    long mantissa = 0;
    for (int i = head.length(); i > 0; i--) {
      mantissa = mantissa << 8 | data.u8();
    }
    if (form != Form.NUMBER) {
      return MeterTimes.ofDigits(head, mantissa);
    }
    return number(head, mantissa);
  }

  private static Measurement number(Head head, long mantissa) {
    BigDecimal raw = BigDecimal.valueOf(mantissa);
    int exponent = exponent(head);
    long signed = (head.signs() & NEGATIVE) == 0 ? mantissa : -mantissa;
    BigDecimal value =
        exponent == 0 && signed == mantissa
            ? raw
            : exponent <= 0
                ? BigDecimal.valueOf(signed, -exponent)
                : BigDecimal.valueOf(signed, -exponent).setScale(0);
    return measurement(head, value, raw);
  }

  private static Measurement number(Head head, BigDecimal raw) {
    BigDecimal scaled = raw.scaleByPowerOfTen(exponent(head));
    BigDecimal value = scaled.scale() < 0 ? scaled.setScale(0) : scaled;
    return measurement(head, (head.signs() & NEGATIVE) == 0 ? value : value.negate(), raw);
  }

  private static int exponent(Head head) {
    int own = head.signs() & EXPONENT;
    return ((head.signs() & FRACTION) == 0 ? own : -own) + head.unit().exponent();
  }

  private static Measurement measurement(Head head, BigDecimal value, BigDecimal raw) {
    Unit unit = head.unit().unit();
    Register register = head.register();
    return new Measurement(
        register.quantity(), new Value.Decimal(value), unit, register.text(), raw, null);
  }
}
