// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/** Whatever the bytes of a telegram are, what is read is well-formed. */
class RandomAnswersTest {
  private static final String[] WHO = {"2D2C3504", "2D2C3004", "2D2C1F16", "4D6A1002", "FFFFFFFF"};

  @Test
  void everyReadingOfRandomBytesIsWellFormed() {
    Random random = new Random(20260715);
    for (int i = 0; i < 6_000; i++) {
      List<Answer.Telegram> telegrams = new ArrayList<>();
      for (int part = random.nextInt(3); part >= 0; part--) {
        byte[] records = new byte[random.nextInt(200)];
        random.nextBytes(records);
        tame(records, random);
        String who = WHO[random.nextInt(WHO.length)];
        telegrams.add(Telegrams.telegram(who, HexFormat.of().formatHex(records)));
      }
      Readout readout = Readout.of(telegrams);
      check(readout.measurements());
      readout.stored().forEach(stored -> check(stored.measurements()));
    }
  }

  /** Without it most telegrams end with the first record, whose length is not known. */
  private static void tame(byte[] records, Random random) {
    for (int i = 0; i < records.length; i++) {
      if (random.nextInt(3) != 0) {
        records[i] &= 0x7F;
      }
      if ((records[i] & 0x0F) == 0x0F) {
        records[i] = 0x6D;
      }
    }
  }

  private static void check(List<Measurement> measurements) {
    Set<String> names = new HashSet<>();
    Set<String> registers = new HashSet<>();
    for (Measurement one : measurements) {
      assertTrue(names.add(one.quantity().name()), one.quantity().name() + " twice");
      assertTrue(registers.add(one.register()), one.register() + " twice");
      if (one.value() instanceof Value.Decimal decimal) {
        assertTrue(decimal.number().scale() >= 0, one.toString());
        assertTrue(decimal.toString().length() < 100, one.toString());
      }
    }
  }
}
