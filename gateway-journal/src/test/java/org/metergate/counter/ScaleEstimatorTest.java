// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.House;

class ScaleEstimatorTest {
  private static final int INTERVAL = 10;

  private final ScaleEstimator watch = new ScaleEstimator();

  /** The result of a simulated house. */
  private record Answer(ScaleEstimator.Evidence evidence, double seconds) {}

  /** Simulates a house with a reading every ten seconds until the scale is known. */
  private Answer run(
      House house,
      double limit,
      DoubleUnaryOperator watts,
      java.util.function.DoublePredicate lost) {
    for (double at = 0; at < limit; at += INTERVAL) {
      double power = watts.applyAsDouble(at);
      house.use(power, INTERVAL);
      if (!lost.test(at)) {
        watch.observe(house.nanos(), house.reading(power, true));
        Optional<ScaleEstimator.Evidence> found = watch.decide();
        if (found.isPresent()) {
          return new Answer(found.get(), at + INTERVAL);
        }
      }
    }
    return new Answer(null, limit);
  }

  @ParameterizedTest
  @CsvSource({"500, 600", "30, 7200"})
  void decidesInTimeWithNoiseAndAGap(double mean, double limit) {
    for (int wattHours : new int[] {1, 10}) {
      for (int seed = 0; seed < 200; seed++) {
        Random random = new Random(seed);
        ScaleEstimator fresh = new ScaleEstimator();
        House house = new House(wattHours, 19_765_000 + 100 * random.nextDouble());
        // a gap of some minutes; at 500 W the ten minutes only allow a shorter one
        double length = mean > 100 ? 90 : 300;
        double hole = random.nextDouble() * (limit - length);
        Answer answer = null;
        for (double at = 0; at < limit && answer == null; at += INTERVAL) {
          double power = mean * (1 + 0.2 * (random.nextDouble() - 0.5));
          house.use(power, INTERVAL);
          if (at >= hole && at < hole + length) {
            continue;
          }
          fresh.observe(house.nanos(), house.reading(power, true));
          Optional<ScaleEstimator.Evidence> found = fresh.decide();
          answer = found.isEmpty() ? null : new Answer(found.get(), at);
        }
        assertNotNull(answer, wattHours + " Wh, seed " + seed + ": not decided");
        assertEquals(
            wattHours == 10 ? 1 : 0, answer.evidence().exponent(), wattHours + " Wh, seed " + seed);
      }
    }
  }

  /** Switching loads, gaps and lost telegrams of every kind: late is fine, wrong never is. */
  @Test
  void neverDecidesWrongly() {
    int decided = 0;
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int wattHours = random.nextBoolean() ? 1 : 10;
      House house = new House(wattHours, random.nextInt(50_000_000) + random.nextDouble());
      double base = Math.pow(10, 1 + 3 * random.nextDouble());
      double loss = random.nextInt(4) == 0 ? 0.5 * random.nextDouble() : 0;
      double[] load = {base};
      ScaleEstimator fresh = new ScaleEstimator();
      for (double at = 0; at < 4 * 3600; at += INTERVAL) {
        if (random.nextInt(50) == 0) {
          load[0] = random.nextInt(3) == 0 ? base : base * 3 * random.nextDouble();
        }
        double power = load[0] * (1 + 0.1 * (random.nextDouble() - 0.5));
        house.use(power, INTERVAL);
        if (random.nextDouble() < loss || random.nextInt(400) == 0 && hole(house, power, random)) {
          continue;
        }
        fresh.observe(house.nanos(), house.reading(power, true));
        Optional<ScaleEstimator.Evidence> found = fresh.decide();
        if (found.isPresent()) {
          assertEquals(wattHours == 10 ? 1 : 0, found.get().exponent(), "seed " + seed);
          decided++;
          break;
        }
      }
    }
    assertTrue(decided > 1900, "only " + decided + " of 2000 were decided at all");
  }

  private static boolean hole(House house, double power, Random random) {
    house.use(power * 2 * random.nextDouble(), 10 * random.nextInt(100));
    return true;
  }

  /** A Norwegian meter: 203 counts in an hour, a mean of 2030.09 W over 356 readings. */
  @Test
  void takes203CountsAnHourAt2030WattsForTenWattHoursEach() {
    House house = new House(10, 551_900);
    Optional<ScaleEstimator.Evidence> found = hourly(house, 2030.09);

    assertEquals(1, found.orElseThrow().exponent());
    assertEquals(203, found.orElseThrow().counts());
    assertEquals(2030, found.orElseThrow().wattHours(), 10);
  }

  /** A Swedish meter with the same list, at 32 014 158, that counts single watt-hours. */
  @Test
  void takesASwedishMeterForWhatItIs() {
    House house = new House(1, 32_014_158);
    Optional<ScaleEstimator.Evidence> found = hourly(house, 1460);

    assertEquals(0, found.orElseThrow().exponent());
    assertEquals(1460, found.orElseThrow().counts(), 1);
  }

  /** Powers every ten seconds, of which four are lost; counters at the full hour. */
  private Optional<ScaleEstimator.Evidence> hourly(House house, double watts) {
    Optional<ScaleEstimator.Evidence> found = Optional.empty();
    for (int i = 0; i <= 360; i++) {
      if (i % 90 != 45) {
        watch.observe(house.nanos(), house.reading(watts, i % 360 == 0));
        found = watch.decide();
      }
      assertTrue(i == 360 || found.isEmpty(), "too early, at " + i);
      house.use(watts, INTERVAL);
    }
    return found;
  }

  @Test
  void saysOnceThatNothingFits() {
    House house = new House(3, 1000); // as if a current transformer's ratio were missing
    Answer answer = run(house, 7200, at -> 500, at -> false);

    assertNull(answer.evidence().exponent());
    assertTrue(answer.evidence().wattHours() >= 290, answer.evidence().toString());
  }

  @Test
  void believesNoPowerThatVoltageAndCurrentContradict() {
    House house = new House(1, 1000);
    for (int i = 0; i < 720; i++) {
      house.use(300, INTERVAL); // 1.3 A; the meter sends the power in tenths of a watt
      watch.observe(
          house.nanos(),
          house.reading(
              3000,
              true,
              House.gauge(Quantities.phase(Quantities.VOLTAGE, 1), 230, 0, Unit.V),
              House.gauge(Quantities.phase(Quantities.CURRENT, 1), 130, 2, Unit.A)));
      assertTrue(watch.decide().isEmpty());
    }
  }

  @Test
  void contradictsWhenAMeterIsSwitchedToAnotherScale() {
    House before = new House(1, 1_000_000);
    assertEquals(0, run(before, 3600, at -> 800, at -> false).evidence().exponent());
    House after = new House(10, 10_000_000); // the counter continues, in other steps
    Optional<ScaleEstimator.Evidence> doubt = Optional.empty();
    double at = 0;
    for (; at < 7200 && doubt.isEmpty(); at += INTERVAL) {
      after.use(800, INTERVAL);
      watch.observe(before.nanos() + after.nanos(), after.reading(800, true));
      doubt = watch.contradiction(0);
    }
    assertEquals(1, doubt.orElseThrow().exponent());
    assertTrue(at <= 1200, "after " + at + " s");
  }

  @Test
  void doubtsNothingThatFits() {
    House house = new House(10, 0);
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      double power = random.nextInt(20) == 0 ? 0 : 3000 * random.nextDouble();
      house.use(power, INTERVAL);
      watch.observe(house.nanos(), house.reading(power, true));
      assertEquals(Optional.empty(), watch.contradiction(1));
    }
  }
}
