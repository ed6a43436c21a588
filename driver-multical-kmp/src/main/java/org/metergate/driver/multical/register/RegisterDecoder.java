// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * Converts the registers of an answer to measurements. A number is (-1)^SI * m * 10^(±E), with the
 * byte before it: bit 7 SI, bit 6 the exponent's sign, bits 5 to 0 E. The value has exactly the
 * meter's decimals.
 *
 * <p>What cannot be true is no value, and is left out alone: a date that is in no calendar, a
 * number of more than {@value #NUMBER_BYTES} bytes, one whose exponent is beyond {@value
 * #MAX_EXPONENT} in either direction, one of more than {@value #MAX_DIGITS} digits before the
 * point. {@link RegisterEntries} still lists its register: the meter knows it.
 */
public final class RegisterDecoder {
  private static final int NEGATIVE = 0x80;
  private static final int FRACTION = 0x40;
  private static final int EXPONENT = 0x3F;
  private static final int LONG_BYTES = 7;

  /** The longest observed: customer numbers of electricity meters. */
  private static final int NUMBER_BYTES = 10;

  /** Of the manufacturer's own example; meters send up to four decimals, and thousands. */
  private static final int MAX_EXPONENT = 17;

  /** Digits of the longest number. */
  private static final int MAX_DIGITS = 25;

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
   * @return one measurement for each that has a value, in the same order; may be empty.
   * @throws MalformedException where the lengths do not fit, a value is empty or a register occurs
   *     twice.
   */
  public List<Measurement> decode(ByteCursor data) throws MalformedException {
    List<Measurement> measurements = new ArrayList<>(8);
    List<Register> registers = new ArrayList<>(8);
    while (data.remaining() > 0) {
      Head head = Head.read(data, table);
      if (registers.contains(head.register())) {
        throw new MalformedException("register " + head.register().text() + " occurs twice");
      }
      registers.add(head.register());
      value(head, data).ifPresent(measurements::add);
    }
    return measurements;
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

  /** Reads one value; nothing where its bytes are no value. */
  static Optional<Measurement> value(Head head, ByteCursor data) throws MalformedException {
    Form form = head.unit().form();
    if (form == Form.TEXT) {
      return MeterTimes.text(head, data.take(head.length()));
    }
    if (form == Form.REVERSED_MOMENT || form == Form.SUMMER_TIME_MOMENT) {
      return MeterTimes.ofBytes(head, data.take(head.length()));
    }
    if (head.length() > LONG_BYTES) {
      byte[] bytes = data.take(head.length());
      return form == Form.NUMBER && bytes.length <= NUMBER_BYTES
          ? number(head, new BigInteger(1, bytes))
          : Optional.empty();
    }
    long mantissa = 0;
    for (int i = head.length(); i > 0; i--) {
      mantissa = mantissa << 8 | data.u8();
    }
    return form == Form.NUMBER
        ? number(head, BigInteger.valueOf(mantissa))
        : MeterTimes.ofDigits(head, mantissa);
  }

  private static Optional<Measurement> number(Head head, BigInteger mantissa) {
    int exponent = exponent(head);
    if (Math.abs(exponent) > MAX_EXPONENT) {
      return Optional.empty();
    }
    boolean negative = (head.signs() & NEGATIVE) != 0;
    BigDecimal scaled = new BigDecimal(negative ? mantissa.negate() : mantissa, -exponent);
    BigDecimal value = exponent > 0 ? scaled.setScale(0) : scaled;
    return value.precision() - value.scale() > MAX_DIGITS
        ? Optional.empty()
        : Optional.of(measurement(head, value, new BigDecimal(mantissa)));
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
