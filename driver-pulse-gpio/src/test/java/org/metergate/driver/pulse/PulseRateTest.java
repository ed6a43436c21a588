// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PulseRateTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Watts of a meter of 1000 imp/kWh: 3,600,000 / (seconds x 1000). */
  private final PulseRate watts =
      new PulseRate(new BigDecimal("1000"), new BigDecimal("1000"), 1, Duration.ofMinutes(5));

  private static Optional<BigDecimal> is(String number) {
    return Optional.of(new BigDecimal(number));
  }

  @Test
  void theFirstPulseTellsNothing() {
    assertEquals(Optional.empty(), watts.value(0, 0, SECOND));
    assertEquals(Optional.empty(), watts.value(1, 5 * SECOND, 6 * SECOND));
    assertEquals(Optional.empty(), watts.value(1, 5 * SECOND, 600 * SECOND));
  }

  @Test
  void aKilowattIsAPulseEvery3600Milliseconds() {
    watts.value(1, 0, 0);
    assertEquals(is("1000.0"), watts.value(2, 36 * SECOND / 10, 4 * SECOND));
  }

  @Test
  void severalPulsesBetweenTwoTellingsAreAveragedFromPulseToPulse() {
    watts.value(1, 0, SECOND);
    assertEquals(is("2000.0"), watts.value(6, 9 * SECOND, 10 * SECOND)); // 5 pulses in 9 s
    assertEquals(is("1000.0"), watts.value(8, 9 * SECOND + 72 * SECOND / 10, 18 * SECOND));
  }

  @Test
  void fallsAsOneByTheTimeSinceTheLastPulseAndIsZeroBehindTheLimit() {
    watts.value(1, 0, 0);
    long last = 36 * SECOND / 10;
    assertEquals(is("1000.0"), watts.value(2, last, last));
    assertEquals(is("1000.0"), watts.value(2, last, last + 36 * SECOND / 10), "still in time");
    for (int seconds = 4; seconds <= 300; seconds++) {
      BigDecimal formula =
          BigDecimal.valueOf(3600)
              .divide(BigDecimal.valueOf(seconds), 1, java.math.RoundingMode.HALF_UP);
      assertEquals(Optional.of(formula), watts.value(2, last, last + seconds * SECOND));
    }
    assertEquals(is("0.0"), watts.value(2, last, last + 300 * SECOND + 1));
    // after the standstill: the interval was long
    assertEquals(is("3.6"), watts.value(3, last + 1000 * SECOND, last + 1000 * SECOND));
  }

  @Test
  void aHeatMetersPulseOfAKilowattHourEveryTwentyMinutesIsThreeKilowatts() {
    PulseLine line =
        new PulseLine(
            "pulse-1",
            CountedQuantity.HEAT_ENERGY,
            CountedUnit.of(CountedQuantity.HEAT_ENERGY, "kWh").orElseThrow(),
            BigDecimal.ONE,
            BigDecimal.ZERO,
            Optional.empty(),
            Optional.empty());
    assertEquals(Duration.ofHours(10), line.zeroRateAfter());
    PulseRate heat = line.newRate();
    heat.value(1, 0, 0);
    assertEquals(is("3.000"), heat.value(2, 1200 * SECOND, 1200 * SECOND));
    assertEquals(is("1.500"), heat.value(2, 1200 * SECOND, 3600 * SECOND));
  }

  @Test
  void eachUnitHasItsRate() {
    assertEquals(is("3600"), oneASecond(CountedQuantity.ENERGY_IMPORT, "Wh", "1"));
    assertEquals(is("1000.000"), oneASecond(CountedQuantity.HEAT_ENERGY, "GJ", "1000"));
    assertEquals(is("3600.000"), oneASecond(CountedQuantity.HEAT_ENERGY, "MWh", "1000"));
    assertEquals(is("3.600"), oneASecond(CountedQuantity.WATER_VOLUME, "m3", "1000"));
    assertEquals(is("3600.0"), oneASecond(CountedQuantity.VOLUME, "l", "1"));
  }

  private static Optional<BigDecimal> oneASecond(CountedQuantity what, String unit, String weight) {
    PulseRate rate =
        new PulseLine(
                "pulse-1",
                what,
                CountedUnit.of(what, unit).orElseThrow(),
                new BigDecimal(weight),
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.empty())
            .newRate();
    rate.value(1, 0, 0);
    return rate.value(2, SECOND, SECOND);
  }
}
