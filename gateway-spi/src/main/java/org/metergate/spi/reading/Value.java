// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import java.math.BigDecimal;
import java.util.Objects;

/** The value of a measurement: a decimal, a text or a time. */
public sealed interface Value {

  /**
   * A number with exactly the meter's digits: {@code 00913.000} stays {@code 913.000}.
   *
   * @param number in the unit of the measurement.
   */
  record Decimal(BigDecimal number) implements Value {
    /** Checks that there is a number. */
    public Decimal {
      Objects.requireNonNull(number, "number");
    }

    @Override
    public String toString() {
      return number.toPlainString();
    }
  }

  /**
   * Words, codes, identifiers.
   *
   * @param text as the meter spells it, without padding.
   */
  record Text(String text) implements Value {
    /** Checks that there is a text; it may be empty. */
    public Text {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A point in time on the meter's clock.
   *
   * @param time the meter's time.
   */
  record Moment(MeterTime time) implements Value {
    /** Checks that there is a time. */
    public Moment {
      Objects.requireNonNull(time, "time");
    }

    @Override
    public String toString() {
      return time.toString();
    }
  }
}
