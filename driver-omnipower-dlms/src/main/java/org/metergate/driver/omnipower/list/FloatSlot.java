// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.math.BigDecimal;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * The position of a floating-point number (IEEE 754). Its value is the shortest decimal that
 * represents the same number.
 *
 * @param offset of its first byte.
 * @param width 4 or 8 bytes.
 * @param name of the register.
 * @param unit its unit, or null.
 * @param exponent the power of ten by which it must be multiplied.
 */
record FloatSlot(int offset, int width, Name name, Unit unit, int exponent) implements Slot {

  /** Creates the measurement; null for an infinite value and for what is not a number. */
  Measurement measure(byte[] bytes, int base) {
    long bits = 0;
    for (int i = 0; i < width; i++) {
      bits = bits << 8 | bytes[base + offset + i] & 0xFF;
    }
    String text =
        width == 4
            ? Float.toString(Float.intBitsToFloat((int) bits))
            : Double.toString(Double.longBitsToDouble(bits));
    if (text.endsWith("N") || text.endsWith("y")) {
      return null;
    }
    Value value = new Value.Decimal(new BigDecimal(text).scaleByPowerOfTen(exponent));
    return new Measurement(name.quantity(), value, unit, name.register(), null, null);
  }
}
