// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SunAndChanceTest {
  private static final long JUNE = LocalDate.of(2026, 6, 21).toEpochDay();
  private static final long DECEMBER = LocalDate.of(2026, 12, 21).toEpochDay();

  @Test
  void goesDownAsItDoesInDenmark() {
    assertEquals(20.5, Sun.dusk(JUNE) / 60.0, 0.4);
    assertEquals(15.4, Sun.dusk(DECEMBER) / 60.0, 0.4);
  }

  @Test
  void shinesByDayAndNeverMoreThanFully() {
    Sun sun = new Sun(3);
    double june = 0;
    double december = 0;
    for (int day = -10; day < 10; day++) {
      for (double part : sun.yields(JUNE + day)) {
        assertTrue(part >= 0 && part <= 1, part + " of the peak");
        june += part / 60 / 20;
      }
      for (double part : sun.yields(DECEMBER + day)) {
        december += part / 60 / 20;
      }
      assertEquals(0, sun.yields(JUNE + day)[0], "midnight");
      assertTrue(sun.yields(JUNE + day)[720] > 0, "noon");
    }
    assertTrue(june > 2 && june < 9, june + " full hours a day in June");
    assertTrue(december > 0.1 && december < 1, december + " full hours a day in December");
  }

  @Test
  void chanceIsEvenlySpreadAndTheSameAgain() {
    double sum = 0;
    double square = 0;
    for (int i = 0; i < 100_000; i++) {
      double value = SeededNoise.spread(9, i);
      assertTrue(value >= -1 && value <= 1);
      sum += value;
      square += value * value;
    }
    assertEquals(0, sum / 100_000, 0.01);
    assertEquals(1 / 3.0, square / 100_000, 0.01);
    assertEquals(SeededNoise.spread(9, 5), SeededNoise.spread(9, 5));
    assertNotEquals(SeededNoise.spread(9, 5), SeededNoise.spread(10, 5));
    assertEquals(SeededNoise.at(1, 2).nextLong(), SeededNoise.at(1, 2).nextLong());
    assertNotEquals(SeededNoise.at(1, 2).nextLong(), SeededNoise.at(2, 1).nextLong());
  }
}
