// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class HouseholdTest {
  private static final long WINTER = LocalDate.of(2026, 1, 12).toEpochDay();
  private static final long SUMMER = LocalDate.of(2026, 7, 6).toEpochDay();

  private final Household house = new Household(3, 3, 1, 0);

  @Test
  void drawsWhatAHouseholdDraws() {
    for (int day = 0; day < 365; day++) {
      double energy = kilowattHours(house.day(WINTER + day), 0, Day.MINUTES);
      assertTrue(energy > 5 && energy < 90, energy + " kWh on day " + day);
    }
    double winter = mean(WINTER, 0, Day.MINUTES);
    double summer = mean(SUMMER, 0, Day.MINUTES);
    assertTrue(winter > summer + 5, "winter " + winter + ", summer " + summer);
  }

  @Test
  void isBusiestInTheMorningAndTheEvening() {
    double forenoon = mean(SUMMER, 9 * 60, 11 * 60);
    double supper = mean(SUMMER, 17 * 60, 19 * 60);
    assertTrue(supper > 1.5 * forenoon, supper + " at supper, " + forenoon + " before noon");
    double breakfast = mean(SUMMER, 6 * 60 + 15, 7 * 60 + 15);
    assertTrue(breakfast > 1.2 * forenoon, breakfast + " at breakfast, " + forenoon + " later");
  }

  @Test
  void neverSleepsWhollyAndNeverBlowsItsFuse() {
    for (int day = 0; day < 200; day++) {
      Day lived = house.day(WINTER + day);
      for (int minute = 0; minute < Day.MINUTES; minute++) {
        for (int phase = 0; phase < 3; phase++) {
          double watts = lived.power(phase, minute);
          assertTrue(watts >= 20 && watts < 35 * 230, watts + " W on day " + day);
        }
      }
    }
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertEquals(text(house.day(SUMMER)), text(new Household(3, 3, 1, 0).day(SUMMER)));
    assertNotEquals(text(house.day(SUMMER)), text(new Household(4, 3, 1, 0).day(SUMMER)));
    assertNotEquals(text(house.day(SUMMER)), text(house.day(SUMMER + 1)));
  }

  @Test
  void putsEverythingOnOnePhaseWhereThereIsOne() {
    Day single = new Household(3, 1, 1, 0).day(SUMMER);
    for (int minute = 0; minute < Day.MINUTES; minute++) {
      assertTrue(single.power(0, minute) > 0);
      assertEquals(0, single.power(1, minute) + single.power(2, minute));
    }
  }

  @Test
  void feedsInWhenTheSunShines() {
    Household solar = new Household(3, 3, 1, 8000);
    double summerNoon = 0;
    double night = 0;
    double made = 0;
    for (int day = 0; day < 20; day++) {
      Day with = solar.day(SUMMER + day);
      Day without = house.day(SUMMER + day);
      summerNoon += kilowattHours(with, 11 * 60, 13 * 60);
      night += kilowattHours(with, 0, 120) - kilowattHours(without, 0, 120);
      made += kilowattHours(without, 0, 1440) - kilowattHours(with, 0, 1440);
    }
    assertTrue(summerNoon < 0, summerNoon + " kWh at noon");
    assertEquals(0, night);
    assertTrue(made / 20 > 12 && made / 20 < 65, made / 20 + " kWh a day from 8 kW");
  }

  private double mean(long first, int from, int to) {
    double sum = 0;
    for (int day = 0; day < 28; day++) {
      sum += kilowattHours(house.day(first + day), from, to);
    }
    return sum / 28 / (to - from) * Day.MINUTES;
  }

  private static double kilowattHours(Day day, int from, int to) {
    double sum = 0;
    for (int minute = from; minute < to; minute++) {
      sum += day.power(0, minute) + day.power(1, minute) + day.power(2, minute);
    }
    return sum / 60_000;
  }

  private static String text(Day day) {
    StringBuilder text = new StringBuilder();
    for (int minute = 0; minute < Day.MINUTES; minute++) {
      text.append((long) (day.power(0, minute) + day.power(1, minute) * 7)).append(' ');
      text.append((long) day.reactive(2, minute)).append(' ');
    }
    return text.toString();
  }
}
