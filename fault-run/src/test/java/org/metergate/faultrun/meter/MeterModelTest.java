// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.faultrun.evidence.Telegram;

/** The checker distinguishes telegrams by their times and values, also after a reset. */
class MeterModelTest {
  private static final Instant START = Instant.parse("2026-11-20T11:59:55.250Z");

  private static List<MeterModel> models() {
    return List.of(new OmnipowerModel(1, 10_000_001, START), new P1Model(1, START));
  }

  @Test
  void noTwoTelegramsHaveTheSameTimeOrTheSameValues() {
    for (MeterModel model : models()) {
      Set<LocalDateTime> stamps = new HashSet<>();
      Set<Object> values = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        if (i == 150 && model.authenticated()) {
          model.reset();
        }
        MeterModel.Made made = model.next();
        assertTrue(stamps.add(made.stamp()), made::toString);
        assertTrue(values.add(made.values()), made::toString);
      }
    }
  }

  @Test
  void aResetTakesTheCounterToZeroAndTheClockOn() {
    MeterModel model = models().get(0);
    MeterModel.Made before = model.next();
    model.reset();
    MeterModel.Made after = model.next();
    assertTrue(after.stamp().isAfter(before.stamp()));
    assertTrue(after.values().get(Telegram.COUNTER).intValue() < 100, after::toString);
    assertTrue(before.values().get(Telegram.COUNTER).intValue() >= 500_000, before::toString);
  }

  @Test
  void aForgedTelegramDiffersInOneByteOfItsContentAndInItsChecksum() {
    MeterModel model = models().get(0);
    MeterModel.Made made = model.next();
    byte[] forged = model.forged(made);
    assertEquals(made.bytes().length, forged.length);
    assertFalse(Arrays.equals(made.bytes(), forged));
    int differing = 0;
    for (int i = 0; i < forged.length - 3; i++) {
      differing += made.bytes()[i] == forged[i] ? 0 : 1;
    }
    assertEquals(1, differing);
  }
}
