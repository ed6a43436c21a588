// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** The position of an integer. Immutable. */
final class NumberSlot implements Slot {
  /** Used as the exponent where no value can be derived. */
  static final int NO_EXPONENT = Integer.MIN_VALUE;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final int offset;
  private final int width;
  private final boolean signed;
  private final Quantity quantity;
  private final String register;
  private final boolean text;
  private final Unit unit;
  private final Scaling scaling;
  private final int fixedExponent;
  private final long largest;

  NumberSlot(Element.Leaf leaf, Name name, Unit unit, Scaling scaling, long largest) {
    this.offset = leaf.offset();
    this.width = leaf.length();
    this.signed = Types.isSigned(leaf.type());
    this.quantity = name.quantity();
    this.register = name.register();
    this.text = quantity.dimension() == Dimension.TEXT;
    this.unit = unit;
    this.scaling = scaling;
    this.fixedExponent = scaling instanceof Scaling.Known known ? known.exponent() : NO_EXPONENT;
    this.largest = largest;
  }

  int offset() {
    return offset;
  }

  int width() {
    return width;
  }

  Quantity quantity() {
    return quantity;
  }

  Scaling scaling() {
    return scaling;
  }

  /** Whether it is an active or reactive power, which have the same scale. */
  boolean isPower() {
    return quantity.dimension() == Dimension.POWER
        || quantity.dimension() == Dimension.REACTIVE_POWER;
  }

  /** Creates the measurement of a value that is not to be published. */
  Measurement withoutValue(long raw) {
    return new Measurement(quantity, null, null, register, BigDecimal.valueOf(raw), null);
  }

  /** Reads the integer; an unsigned one of 64 bits may be negative and then means 2^64 more. */
  long raw(byte[] bytes, int base) throws MalformedException {
    int at = base + offset;
    long raw =
        switch (width) {
          case 1 -> signed ? bytes[at] : bytes[at] & 0xFF;
          case 2 -> signed ? (short) u16(bytes, at) : u16(bytes, at);
          case 4 -> signed ? (int) u32(bytes, at) : u32(bytes, at);
          default -> u32(bytes, at) << 32 | u32(bytes, at + 4);
        };
    if (raw > largest) {
      throw new MalformedException("register " + register + " is implausible: " + raw);
    }
    return raw;
  }

  /**
   * Creates the measurement.
   *
   * @param voltage the power of ten of this telegram's voltages.
   * @param current that of its currents, or {@link #NO_EXPONENT}.
   */
  Measurement measure(long raw, int voltage, int current) {
    int exponent = fixedExponent;
    if (exponent == NO_EXPONENT) {
      exponent =
          scaling instanceof Scaling.VoltageOfTelegram
              ? voltage
              : scaling instanceof Scaling.CurrentOfTelegram ? current : NO_EXPONENT;
    }
    BigDecimal integer = integer(raw);
    if (text) {
      Value number = new Value.Text(integer.toPlainString());
      return new Measurement(quantity, number, Unit.NONE, register, integer, null);
    }
    Value value =
        exponent == NO_EXPONENT ? null : new Value.Decimal(scaled(integer, raw, exponent));
    return new Measurement(quantity, value, unit, register, integer, null);
  }

  private BigDecimal integer(long raw) {
    return raw < 0 && !signed
        ? new BigDecimal(Long.toUnsignedString(raw))
        : BigDecimal.valueOf(raw);
  }

  private static BigDecimal scaled(BigDecimal integer, long raw, int exponent) {
    if (exponent == 0) {
      return integer;
    }
    if (exponent < 0 && raw >= 0) {
      return BigDecimal.valueOf(raw, -exponent);
    }
    BigDecimal value = integer.scaleByPowerOfTen(exponent);
    return exponent > 0 ? value.setScale(0) : value;
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  private static long u32(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at) & 0xFFFFFFFFL;
  }
}
