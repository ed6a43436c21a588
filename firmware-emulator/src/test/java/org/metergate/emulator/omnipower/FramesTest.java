// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.emulator.Telegram;
import org.metergate.emulator.TestMeter;
import org.metergate.spi.codec.Crc16;

/** The frames have the sizes and header checksums of real ones. */
class FramesTest {

  @ParameterizedTest
  @CsvSource({
    "push1, false, 3, 461, 57E7, 65",
    "push1, true, 3, 491, C637, 65",
    "push1, true, 1, 317, C8F6, 37",
    "nve, false, 3, 228, 239A, 25",
    "nve, false, 1, 188, EDAA, 25",
    "nve, true, 3, 258, 2F7A, 25"
  })
  void areAsLongAsRealOnes(
      String list, boolean encrypted, int phases, int size, String header, int items)
      throws Exception {
    TestMeter meter = new TestMeter("list=" + list, "encrypted=" + encrypted, "phases=" + phases);
    for (Telegram telegram : meter.read(Duration.ofMinutes(5))) {
      assertEquals(size, telegram.size());
      assertEquals(header, telegram.header());
      assertEquals(items, telegram.items());
      assertEquals("Kamstrup_V0001", telegram.values().get("id"));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 3, 302, FC04", "false, 1, 262, 776E", "true, 3, 332, 36B0"})
  void areAsLongAsRealOnesEveryHour(boolean encrypted, int phases, int size, String header)
      throws Exception {
    TestMeter meter = new TestMeter("list=nve", "encrypted=" + encrypted, "phases=" + phases);
    List<Telegram> hourly =
        meter.read(Duration.ofHours(3)).stream().filter(t -> t.items() == 35).toList();
    assertEquals(3, hourly.size());
    for (Telegram telegram : hourly) {
      assertEquals(size, telegram.size());
      assertEquals(header, telegram.header());
    }
  }

  @Test
  void haveTheChecksumThatTheOtherImplementationHas() {
    assertEquals(0x906E, HdlcWriter.crc("123456789".getBytes(US_ASCII)));
    byte[] bytes = new byte[600];
    new java.util.Random(4).nextBytes(bytes);
    assertEquals(Crc16.X25.of(bytes), HdlcWriter.crc(bytes));
  }
}
