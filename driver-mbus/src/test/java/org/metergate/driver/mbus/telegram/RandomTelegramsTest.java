// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.metergate.driver.mbus.frame.LongFrame;

/**
 * Telegrams of random and of altered bytes, as a meter that is not known or a collision with a
 * fitting checksum could send: whatever they are, there is an answer, within a time that their
 * length bounds, and its numbers can be printed. The counts show that records and numbers are
 * reached, not only the first check.
 */
class RandomTelegramsTest {
  private static final int[] FORMS = {0x72, 0x72, 0x72, 0x7A, 0x78, 0x78, 0x73, 0x70, 0x76};

  /** Digits of the largest number: of an offset that was scaled up, with a value below one. */
  private static final int MOST_DIGITS = 100;

  private static final int LONGEST = 252;

  /** Telegrams that are altered: each coding, each kind of VIFE, all that ends records. */
  private static final List<byte[]> GOOD =
      List.of(
          Records.bytes(
              "83112167 2D2C 35 04 07 00 0000 0406 E5200000 0486FF02 3D010000 04FF07 90A30000"
                  + "0414 98FF0000 0259 2F1C 142D 98000000 02FD17 0000 046D 2A274F31"
                  + "426C 7F2C 07FF0F 0000000000000000 C4800106 10000000 0F 0102"),
          Records.bytes(
              "83112167 2D2C 35 04 07 00 0000 0C13 563412F0 0D13 C21234 0D13 E212340DFD11"
                  + " 054F4C4C4148 066D 5E2D0C4F3103 036D 1E2D0C 052B CDCCCC3D04937D 07000000"
                  + " 02FC0348522574 D411 0D7C025750 F0 96075B2A27A693013DB51AB3DCD13E179410DA6F"
                  + " 32147A18 04DA78 10000000 2F 02BB5A 0900 0086 1F"));

  private long records;
  private long numbers;

  @Test
  void aHundredThousandAreAnswered() {
    assertTimeout(Duration.ofSeconds(60), () -> decode(100_000));
  }

  @Test
  @Tag("slow")
  @EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
  void tenMillionAreAnswered() {
    assertTimeout(Duration.ofMinutes(20), () -> decode(10_000_000));
  }

  @Test
  void theWorstTelegramsTakeNoLongerThanTheirLengthAllows() {
    List<String> worst =
        List.of(
            "01 86" + "FD".repeat(200) + "7D 01",
            "05 86" + "FB".repeat(200) + "7B 01020304",
            "84" + "FF".repeat(200) + "01 13 01020304",
            "05 2B FFFF7F7F".repeat(40),
            "00 13".repeat(120),
            "2F".repeat(240));
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 1_000; i++) {
            worst.forEach(Records::telegram);
          }
        });
  }

  private void decode(int count) {
    Random random = new Random(13757);
    for (int i = 0; i < count; i++) {
      byte[] data = i % 2 == 0 ? random(random) : altered(random);
      int form = i % 2 == 0 ? FORMS[random.nextInt(FORMS.length)] : 0x72;
      check(TelegramDecoder.decode(new LongFrame(0x08, 1, form, data)), data);
    }
    assertTrue(records > 2L * count, records + " records");
    assertTrue(numbers > count, numbers + " numbers");
  }

  private void check(Answer answer, byte[] data) {
    if (!(answer instanceof Answer.Telegram telegram)) {
      return;
    }
    assertTrue(telegram.records().size() <= data.length, "a record has two bytes at least");
    for (DataRecord one : telegram.records()) {
      records++;
      assertTrue(one.storage() >= 0 && one.tariff() >= 0 && one.subunit() >= 0, one::toString);
      if (one.content() instanceof Content.Number number) {
        numbers++;
        BigDecimal value = number.value();
        assertTrue(value.scale() >= 0 && value.precision() <= MOST_DIGITS, one::toString);
        assertTrue(value.scale() <= MOST_DIGITS, one::toString);
      }
    }
  }

  private static byte[] random(Random random) {
    byte[] data = new byte[random.nextInt(LONGEST + 1)];
    random.nextBytes(data);
    for (int i = 0; i < data.length; i++) {
      if (random.nextInt(4) == 0) {
        data[i] &= 0x7F; // chains of DIFE and VIFE would be too long else
      }
    }
    return data;
  }

  private static byte[] altered(Random random) {
    byte[] good = GOOD.get(random.nextInt(GOOD.size()));
    byte[] data =
        Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(LONGEST) : good.length);
    for (int changes = random.nextInt(6); changes >= 0 && data.length > 0; changes--) {
      int at = random.nextInt(data.length);
      if (random.nextBoolean()) {
        data[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        data[at] = (byte) random.nextInt(256);
      }
    }
    return data;
  }
}
