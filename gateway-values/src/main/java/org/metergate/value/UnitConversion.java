// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.metergate.spi.reading.Unit;

/**
 * A number of one unit in another, with no digit that the meter did not give, and none fewer.
 *
 * <p>Between units whose sizes differ by a power of ten, the decimal point moves: the digits stay.
 *
 * <p>Between others, such as gigajoules and kilowatt-hours, the result has the fewest decimals with
 * which two neighbouring values of the meter stay apart. Of a meter with {@code s} decimals, and
 * {@code f} of the new unit in one of its own, that is the smallest {@code d ≥ 0} with {@code 10^-d
 * ≤ f × 10^-s}; the product is rounded half up to {@code d} decimals. It follows that
 *
 * <ul>
 *   <li>a larger value of the same number of decimals has a larger result, and an equal one the
 *       same: a counter still never falls;
 *   <li>the result is off by half a unit of its last decimal at most, which is less than half a
 *       step of the meter: converted back and rounded to {@code s} decimals, it is the meter's
 *       value again.
 * </ul>
 */
final class UnitConversion {
  private UnitConversion() {}

  /** Whether a number of one unit can be written in another. */
  static boolean isPossible(Unit from, Unit to) {
    return from.equals(to)
        || Scale.of(from).map(Scale::kind).equals(Scale.of(to).map(Scale::kind))
            && Scale.of(from).isPresent();
  }

  /**
   * Converts a number.
   *
   * @throws IllegalArgumentException where it is not possible.
   */
  static BigDecimal of(BigDecimal number, Unit from, Unit to) {
    if (from.equals(to)) {
      return number;
    }
    if (!isPossible(from, to)) {
      throw new IllegalArgumentException(from.ascii() + " is no measure of " + to.ascii());
    }
    Scale own = Scale.of(from).orElseThrow();
    Scale wanted = Scale.of(to).orElseThrow();
    Optional<Integer> shift = powerOfTen(own.in(wanted));
    if (shift.isPresent()) {
      return plain(number.scaleByPowerOfTen(shift.get()));
    }
    BigDecimal written = plain(number);
    return written
        .multiply(own.size())
        .divide(wanted.size(), decimals(written.scale(), own, wanted), RoundingMode.HALF_UP);
  }

  /** How many decimals keep two neighbours apart, of a number with {@code scale} decimals. */
  private static int decimals(int scale, Scale own, Scale wanted) {
    BigDecimal step = own.in(wanted).scaleByPowerOfTen(-scale);
    int decimals = step.scale() - step.precision() + 1; // 10^-decimals is its first digit's place
    return Math.max(decimals, 0);
  }

  private static Optional<Integer> powerOfTen(BigDecimal factor) {
    BigDecimal bare = factor.stripTrailingZeros();
    return bare.unscaledValue().equals(BigInteger.ONE)
        ? Optional.of(-bare.scale())
        : Optional.empty();
  }

  /** Without an exponent: 2500, not 2.5E+3. */
  private static BigDecimal plain(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
