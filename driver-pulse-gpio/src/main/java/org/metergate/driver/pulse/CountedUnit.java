// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Unit;

/**
 * A unit in which pulses are counted, and the unit of the rate.
 *
 * @param unit of the counter.
 * @param rate of the rate.
 * @param hourly one unit an hour, in the unit of the rate, as a fraction: this divided by {@code
 *     divisor}.
 * @param divisor of that fraction.
 * @param rateDecimals of the rate.
 * @param minimum the rate below which the flow counts as zero, in the unit of the counter per hour.
 */
record CountedUnit(
    Unit unit,
    Unit rate,
    BigDecimal hourly,
    BigDecimal divisor,
    int rateDecimals,
    BigDecimal minimum) {
  private static final Unit M3_PER_HOUR = new Unit("m3/h", "m³/h");
  private static final Unit LITRE = new Unit("l", "l");
  private static final Unit LITRE_PER_HOUR = new Unit("l/h", "l/h");
  private static final Unit MWH = new Unit("MWh", "MWh");
  private static final Unit GJ = new Unit("GJ", "GJ");

  /** Electricity: 100 W is the minimum. */
  static final List<CountedUnit> ENERGY =
      List.of(of(Unit.KWH, Unit.W, "1000", "1", 0, "0.1"), of(Unit.WH, Unit.W, "1", "1", 0, "100"));

  /** Heat: 100 W is the minimum; a gigajoule an hour is 1/3.6 MW. */
  static final List<CountedUnit> HEAT =
      List.of(
          of(Unit.KWH, Unit.KW, "1", "1", 3, "0.1"),
          of(MWH, Unit.KW, "1000", "1", 3, "0.0001"),
          of(GJ, Unit.KW, "1000", "3.6", 3, "0.00036"));

  /** Volume: 10 litres an hour is the minimum. */
  static final List<CountedUnit> VOLUME =
      List.of(
          of(Unit.M3, M3_PER_HOUR, "1", "1", 3, "0.01"),
          of(LITRE, LITRE_PER_HOUR, "1", "1", 1, "10"));

  private static CountedUnit of(
      Unit unit, Unit rate, String hourly, String divisor, int decimals, String minimum) {
    return new CountedUnit(
        unit,
        rate,
        new BigDecimal(hourly),
        new BigDecimal(divisor),
        decimals,
        new BigDecimal(minimum));
  }

  static Optional<CountedUnit> of(CountedQuantity quantity, String name) {
    return quantity.units().stream().filter(one -> one.unit.ascii().equals(name)).findFirst();
  }
}
