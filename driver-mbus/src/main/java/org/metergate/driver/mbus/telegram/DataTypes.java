// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.metergate.spi.codec.Hex;

/** The types of numbers and texts (EN 13757-3, types A, B, C, D and H). */
final class DataTypes {
  /** Beyond it a power of ten is none that any meter has. */
  private static final int LARGEST_EXPONENT = 30;

  /** Powers of ten that a long has. */
  private static final long[] POWERS = powers();

  private static final Content.Missing NO_DATA = Content.Missing.usual("no data");

  private DataTypes() {}

  static Content.Missing noData() {
    return NO_DATA;
  }

  /** Reads an integer of 1 to 8 bytes, the least significant first. */
  static Content integer(byte[] bytes, int from, int length, ValueInformation info) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | bytes[from + i] & 0xFF;
    }
    int unused = Long.SIZE - 8 * length;
    long signed = value << unused >> unused;
    if (info.form() == Form.UNSIGNED) {
      if (signed == -1) {
        return Content.Missing.usual("all bits are set");
      }
      return value < 0
          ? number(new BigDecimal(new BigInteger(Long.toUnsignedString(value))), info)
          : number(value, info);
    }
    if (signed == Long.MIN_VALUE >> unused) {
      return Content.Missing.invalid("the invalid number");
    }
    return number(signed, info);
  }

  /**
   * Reads BCD of 0 to 9 bytes, the least significant first.
   *
   * @param minus whether F as the first digit is a minus sign.
   */
  static Content bcd(
      byte[] bytes, int from, int length, boolean minus, boolean negative, ValueInformation info) {
    long value = 0;
    boolean less = negative;
    for (int i = length - 1; i >= 0; i--) {
      int high = bytes[from + i] >> 4 & 0x0F;
      int low = bytes[from + i] & 0x0F;
      if (minus && i == length - 1 && high == 0x0F) {
        less = true;
        high = 0;
      }
      if (high > 9 || low > 9) {
        return Content.Missing.invalid("BCD digits " + digits(bytes, from, length));
      }
      value = value * 100 + high * 10 + low;
    }
    return number(less ? -value : value, info);
  }

  private static String digits(byte[] bytes, int from, int length) {
    byte[] reversed = new byte[length];
    for (int i = 0; i < length; i++) {
      reversed[i] = bytes[from + length - 1 - i];
    }
    return Hex.of(reversed);
  }

  /** Reads a floating point number of 4 bytes: the shortest decimal that is the same number. */
  static Content real(byte[] bytes, ValueInformation info) {
    int bits =
        bytes[0] & 0xFF
            | (bytes[1] & 0xFF) << 8
            | (bytes[2] & 0xFF) << 16
            | (bytes[3] & 0xFF) << 24;
    float value = Float.intBitsToFloat(bits);
    if (!Float.isFinite(value)) {
      return Content.Missing.invalid("not a number");
    }
    BigDecimal shortest = new BigDecimal(Float.toString(value)).stripTrailingZeros();
    for (int digits = shortest.precision() - 1; digits > 0; digits--) {
      BigDecimal shorter = shortest.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shorter.floatValue() != value) {
        break;
      }
      shortest = shorter;
    }
    return scaled(shortest, null, info);
  }

  private static Content number(long unscaled, ValueInformation info) {
    int exponent = info.vif().exponent();
    BigDecimal raw = BigDecimal.valueOf(unscaled);
    if (info.offset() != null || Math.abs(exponent) > LARGEST_EXPONENT) {
      return scaled(raw, raw, info);
    }
    if (exponent <= 0) {
      return new Content.Number(exponent == 0 ? raw : BigDecimal.valueOf(unscaled, -exponent), raw);
    }
    if (exponent < POWERS.length && Math.abs(unscaled) <= Long.MAX_VALUE / POWERS[exponent]) {
      return new Content.Number(BigDecimal.valueOf(unscaled * POWERS[exponent]), raw);
    }
    return scaled(raw, raw, info);
  }

  private static Content number(BigDecimal raw, ValueInformation info) {
    return scaled(raw, raw, info);
  }

  private static Content scaled(BigDecimal unscaled, BigDecimal raw, ValueInformation info) {
    int exponent = info.vif().exponent();
    if (Math.abs(exponent) > LARGEST_EXPONENT) {
      return Content.Missing.invalid("ten to the power of " + exponent);
    }
    BigDecimal value = unscaled.scaleByPowerOfTen(exponent);
    if (info.offset() != null) {
      value = value.add(info.offset());
    }
    return new Content.Number(value.scale() < 0 ? value.setScale(0) : value, raw);
  }

  /** Reads a text that is sent with its last character first, in ISO 8859-1, without padding. */
  static String text(byte[] bytes, int from) {
    byte[] reversed = new byte[bytes.length - from];
    for (int i = 0; i < reversed.length; i++) {
      byte character = bytes[bytes.length - 1 - i];
      reversed[i] = character == 0 ? (byte) ' ' : character;
      if (character != 0 && Character.isISOControl(character & 0xFF)) {
        reversed[i] = '?';
      }
    }
    return new String(reversed, StandardCharsets.ISO_8859_1).strip();
  }

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
