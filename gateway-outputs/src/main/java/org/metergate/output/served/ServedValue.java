// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.reading.Unit;
import org.metergate.value.Units;

/**
 * A number that is valid now.
 *
 * @param number with exactly the meter's digits.
 * @param unit the meter's own.
 * @param at when it was measured: by the meter where the value has a time of its own, else when it
 *     was received.
 */
public record ServedValue(BigDecimal number, Unit unit, Instant at) {
  /** Checks that nothing is missing. */
  public ServedValue {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(at, "at");
  }

  /**
   * Returns the number in another unit.
   *
   * @param wanted a unit of the same kind.
   * @return exact where the units differ by a power of ten; nothing where they measure different
   *     things.
   */
  public Optional<BigDecimal> in(Unit wanted) {
    return Units.isPossible(unit, wanted)
        ? Optional.of(Units.convert(number, unit, wanted))
        : Optional.empty();
  }
}
