// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metergate.emulator.house.Energies;
import org.metergate.emulator.house.Household;
import org.metergate.emulator.house.Measuring;
import org.metergate.emulator.house.Phase;

/** From measured power to the contents of registers. */
class CountsTest {
  private static final long NOON = 1_768_478_400_000L; // 2026-01-15 12:00:00
  private static final long DAY = 86_400_000L;

  @Test
  void showOnlyCompleteCountsAndBeginAgainBehind32Bits() {
    Scales tens = new Scales(10, 1, 0.01);
    assertEquals(0, tens.energy(9.99));
    assertEquals(1, tens.energy(10));
    Scales ones = new Scales(1, 0.01, 0.001);
    assertEquals(4_294_967_295L, ones.energy(4_294_967_295.5));
    assertEquals(0, ones.energy(4_294_967_296.0));
    assertEquals(23_112, ones.volts(231.12));
    assertEquals(231, tens.volts(231.12));
    assertEquals(1_234, ones.amperes(1.2341));
    assertEquals(123, tens.amperes(1.2341));
  }

  @Test
  void showEachDirectionOfAPowerInARegisterOfItsOwn() {
    assertEquals(250, Scales.power(249.6));
    assertEquals(0, Scales.power(-249.6));
    assertEquals(87, Scales.factor(0.8666));
  }

  @Test
  void derivesCurrentAndPowerFactorFromThePowers() {
    Phase phase = new Phase(-300, 400, 230);
    assertEquals(500, phase.voltAmperes(), 1e-9);
    assertEquals(500 / 230.0, phase.amperes(), 1e-9);
    assertEquals(0.6, phase.factor(), 1e-9);
    assertEquals(1, new Phase(0, 0, 230).factor(), "as a meter without load shows it");
  }

  @Test
  void neverFallWhateverTheSunDoes() {
    Measuring meter = measuring(NOON - DAY);
    Energies before = meter.at(NOON).energies();
    for (long t = NOON; t < NOON + DAY; t += 7_003) {
      Energies now = meter.at(t).energies();
      assertTrue(now.imported >= before.imported && now.exported >= before.exported);
      assertTrue(now.reactiveImported >= before.reactiveImported);
      assertTrue(now.reactiveExported >= before.reactiveExported);
      for (int phase = 0; phase < 3; phase++) {
        assertTrue(now.phaseImported[phase] >= before.phaseImported[phase]);
        assertTrue(now.phaseExported[phase] >= before.phaseExported[phase]);
      }
      before = now;
    }
  }

  @Test
  void areTheSameHoweverOftenTheMeterWasLookedAt() {
    Measuring often = measuring(NOON - DAY);
    for (long t = NOON - DAY; t < NOON; t += 12_345) {
      often.at(t);
    }
    Energies rarely = measuring(NOON - DAY).at(NOON).energies();
    assertEquals(rarely.imported, often.at(NOON).energies().imported);
    assertEquals(rarely.phaseExported[1], often.at(NOON).energies().phaseExported[1]);
  }

  private static Measuring measuring(long installed) {
    return new Measuring(new Household(5, 3, 1, 6000), 5, 3, installed);
  }
}
