// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/**
 * The cooling of a heat meter's water in an interval: the mean difference of flow and return
 * temperature, each litre counted alike. A mean over time would count the hours in which the water
 * stands still.
 *
 * <p>All arguments are what counters grew by in the interval. Their decimals say how finely the
 * meter counts: {@code 1.50} m³ is a multiple of 10 l. The growth of a counter is off by up to one
 * step, since the meter cuts off at both ends; the result has one decimal where it is off by 0.1 K
 * at most for that, none where by 1 K at most, and otherwise there is none.
 */
public final class Cooling {
  /** The quantity of the results, in {@link Unit#KELVIN}. */
  public static final Quantity QUANTITY =
      new Quantity(
          "cooling", Quantity.Kind.GAUGE, Dimension.TEMPERATURE_DIFFERENCE, "Cooling by volume");

  /**
   * What a cubic metre of water carries for each kelvin, in kilowatt-hours: 992.2 kg/m³ × 4.179
   * kJ/(kg·K) / 3600 kJ/kWh, the density and the specific heat of water at 40 °C and 1 bar (IAPWS
   * R7-97), where the return of a heating often is. It is 0.8 % more at 20 °C and 0.8 % less at 60
   * °C.
   */
  private static final BigDecimal KWH_PER_M3_AND_KELVIN = new BigDecimal("1.1518");

  /** The share by which that constant may be off, from 20 °C to 60 °C. */
  private static final BigDecimal CONSTANT_OFF_BY = new BigDecimal("0.008");

  private static final BigDecimal TENTH = new BigDecimal("0.1");

  private Cooling() {}

  /**
   * From the registers that sum volume times temperature, E8 and E9 of a MULTICAL: (ΔE8 − ΔE9) / ΔV
   * (registers 97 and 110 of the KMP protocol description).
   *
   * @param flow ΔE8, volume times flow temperature, in m³×°C.
   * @param back ΔE9, volume times return temperature, in m³×°C.
   * @param volume ΔV in m³.
   * @return in K, negative where water is warmed; empty where the volume grew too little.
   */
  public static Optional<BigDecimal> ofVolumeTimesTemperature(
      BigDecimal flow, BigDecimal back, BigDecimal volume) {
    return quotient(flow.subtract(back), flow.ulp().add(back.ulp()), volume, BigDecimal.ZERO);
  }

  /**
   * From energy and volume: ΔE / (k × ΔV), with k = 1.1518 kWh/(m³·K) of water at 40 °C. Without
   * meaning where the carrier of the heat is not water.
   *
   * @param energy ΔE1 in {@code unit}.
   * @param unit a unit of energy.
   * @param volume ΔV in m³.
   * @return in K; empty where energy or volume grew too little, or the unit is none of energy.
   */
  public static Optional<BigDecimal> ofEnergy(BigDecimal energy, Unit unit, BigDecimal volume) {
    if (!UnitConversion.isPossible(unit, Unit.KWH)) {
      return Optional.empty();
    }
    BigDecimal kilowattHour = Scale.of(unit).orElseThrow().in(Scale.of(Unit.KWH).orElseThrow());
    BigDecimal perVolume = kilowattHour.divide(KWH_PER_M3_AND_KELVIN, MathContext.DECIMAL64);
    return quotient(
        energy.multiply(perVolume), energy.ulp().multiply(perVolume), volume, CONSTANT_OFF_BY);
  }

  /**
   * Divides by the volume.
   *
   * @param step by how much the dividend may be off.
   * @param share by how much more the result may be off, as a share of it.
   */
  private static Optional<BigDecimal> quotient(
      BigDecimal dividend, BigDecimal step, BigDecimal volume, BigDecimal share) {
    if (volume.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal result = dividend.divide(volume, MathContext.DECIMAL64);
    BigDecimal offBy =
        step.add(result.abs().multiply(volume.ulp()))
            .divide(volume, MathContext.DECIMAL64)
            .add(result.abs().multiply(share));
    if (offBy.compareTo(BigDecimal.ONE) > 0) {
      return Optional.empty();
    }
    return Optional.of(result.setScale(offBy.compareTo(TENTH) > 0 ? 0 : 1, RoundingMode.HALF_UP));
  }
}
