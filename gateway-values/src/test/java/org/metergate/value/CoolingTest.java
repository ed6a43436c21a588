// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Unit;

class CoolingTest {
  @ParameterizedTest
  @CsvSource({
    "7260, 3630, 110.00, 33.0", // a month
    "95, 47, 1.50, ''", // a day: two counts of 1 m3*degC are more than a kelvin
    "190, 94, 3.00, 32",
    "94.1, 190.2, 3.000, -32.0", // cooling warms the water
    "0, 0, 0.00, ''",
    "10, 5, -1.00, ''"
  })
  void dividesWhatVolumeTimesTemperatureGrewBy(
      BigDecimal flow, BigDecimal back, BigDecimal volume, String cooling) {
    assertEquals(cooling, text(Cooling.ofVolumeTimesTemperature(flow, back, volume)));
  }

  @ParameterizedTest
  @CsvSource({
    "4179, kWh, 110.00, 33",
    "4.179, MWh, 110.00, 33",
    "15.0444, GJ, 110.00, 33",
    "3.00, kWh, 1.000, 2.6",
    "1, kWh, 0.02, ''",
    "57, kWh, 1.50, ''", // 0.6 K of the count, 0.2 K of the volume, 0.3 K of the constant
    "190, kWh, 5.00, 33",
    "57, m3, 1.50, ''"
  })
  void findsTheCoolingFromEnergyAndVolume(
      BigDecimal energy, String unit, BigDecimal volume, String cooling) {
    assertEquals(cooling, text(Cooling.ofEnergy(energy, new Unit(unit, unit), volume)));
  }

  /** A meter that cuts its counters off, with steps of 1 kWh, 0.01 m³ and 1 m³×°C. */
  @Test
  void isAsExactAsItSays() {
    Random random = new Random(7);
    int results = 0;
    for (int i = 0; i < 20_000; i++) {
      double volume = random.nextDouble() * 200;
      double back = 20 + random.nextDouble() * 20;
      double truth = 5 + random.nextDouble() * 50;
      double start = random.nextDouble() * 1000;
      Optional<BigDecimal> found =
          Cooling.ofVolumeTimesTemperature(
              grown(start, volume * (back + truth), 0),
              grown(start, volume * back, 0),
              grown(start, volume, 2));
      if (found.isPresent()) {
        results++;
        double allowed = found.get().scale() == 1 ? 0.15 : 1.5; // of the steps, and of rounding
        assertTrue(
            Math.abs(found.get().doubleValue() - truth) <= allowed, found.get() + " for " + truth);
      }
    }
    assertTrue(results > 15_000, "only " + results);
  }

  private static BigDecimal grown(double start, double by, int decimals) {
    return cut(start + by, decimals).subtract(cut(start, decimals));
  }

  private static BigDecimal cut(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.DOWN);
  }

  private static String text(Optional<BigDecimal> cooling) {
    return cooling.map(BigDecimal::toPlainString).orElse("");
  }
}
