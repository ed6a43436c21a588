// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

class P1MeterTest {
  private static final Instant START = Instant.parse("2026-07-01T10:00:00.5Z");

  private final VirtualTime time = new VirtualTime(START);

  @Test
  void sendsOnlyWhileItsRequestLineIsUp() throws Exception {
    EmulatedMeter meter = meter("model", "omnia");
    assertEquals(List.of(), pass(meter, 60));
    assertEquals(Long.MAX_VALUE, meter.nextNanos());
    meter.request(true, time.nanos());
    assertEquals(3, pass(meter, 30).size());
    meter.request(false, time.nanos());
    assertEquals(List.of(), pass(meter, 60));
  }

  @Test
  void theOtherLevelAsksAMeterThatIsWiredTheOtherWayRound() throws Exception {
    EmulatedMeter meter = meter("model", "omnia", "request", "inverted");
    meter.request(true, time.nanos());
    assertEquals(List.of(), pass(meter, 30));
    meter.request(false, time.nanos());
    assertEquals(3, pass(meter, 30).size());
  }

  @Test
  void aPinThatIsTiedAsksAllTheTime() throws Exception {
    EmulatedMeter meter = meter("model", "omnia", "request", "tied");
    meter.request(false, time.nanos());
    assertEquals(3, pass(meter, 30).size());
  }

  @ParameterizedTest
  @CsvSource({"dsmr5, 10", "belgian, 10", "omnia, 1"})
  void theChecksumCoversSlashToMark(String model, int telegrams) throws Exception {
    EmulatedMeter meter = meter("model", model, "request", "tied");
    List<byte[]> sent = pass(meter, 10);
    assertEquals(telegrams, sent.size());
    for (byte[] telegram : sent) {
      String text = new String(telegram, StandardCharsets.US_ASCII);
      int mark = text.indexOf('!');
      int crc = Crc16.ARC.of(telegram, 0, mark + 1);
      assertEquals(String.format("%04X\r\n", crc), text.substring(mark + 1));
    }
  }

  @Test
  void the162SendsEvenParityAndTheGasValueInALineOfItsOwn() throws Exception {
    byte[] telegram = pass(meter("model", "kamstrup-162", "request", "tied"), 10).get(0);
    for (byte b : telegram) {
      assertEquals(0, Integer.bitCount(b & 0xFF) % 2);
    }
    StringBuilder text = new StringBuilder();
    for (byte b : telegram) {
      text.append((char) (b & 0x7F));
    }
    assertTrue(text.toString().startsWith("/KMP5 KA6U"));
    assertTrue(
        text.toString()
            .matches(
                "(?s).*0-1:24\\.3\\.0\\(260701120000\\)\\(08\\)\\(60\\)\\(1\\)"
                    + "\\(0-1:24\\.2\\.1\\)\\(m3\\)\r\n\\(\\d{5}\\.\\d{3}\\)\r\n.*!\r\n"),
        text.toString());
  }

  @Test
  void itsClockFollowsSummerTime() throws Exception {
    String text = text(pass(meter("request", "tied"), 1).get(0));
    assertTrue(text.contains("0-0:1.0.0(260701120001S)"), text);
  }

  @Test
  void aMeterThatIsSwitchedOnAgainGoesOnWhereItWouldBe() throws Exception {
    EmulatedMeter first = meter("model", "omnia", "request", "tied");
    pass(first, 3600);
    String later = text(pass(first, 10).get(0));
    VirtualTime other = new VirtualTime(START.plusSeconds(3600));
    EmulatedMeter second = meter(other, "model", "omnia", "request", "tied");
    String fresh = text(second.poll(second.nextNanos()).get(0).bytes());
    assertEquals(later, fresh);
  }

  @Test
  void luxembourgIsEncryptedAndNoTextIsSeen() throws Exception {
    byte[] sealed = pass(meter("model", "luxembourg", "request", "tied"), 10).get(0);
    assertEquals((byte) 0xDB, sealed[0]);
    assertEquals(8, sealed[1]);
    assertFalse(text(sealed).contains("1-0:1.8.0"));
  }

  @Test
  void refusesOptionsThatAreWrong() {
    assertEquals(
        "zone", assertThrows(OptionException.class, () -> meter("zone", "Nowhere")).option());
    assertEquals(
        "overrun-rate",
        assertThrows(OptionException.class, () -> meter("overrun-rate", "2")).option());
  }

  private EmulatedMeter meter(String... options) throws OptionException {
    return meter(time, options);
  }

  private static EmulatedMeter meter(VirtualTime time, String... options) throws OptionException {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    P1Provider provider = new P1Provider();
    return provider.create(Options.of(provider.info().options(), map), time);
  }

  private List<byte[]> pass(EmulatedMeter meter, int seconds) {
    long end = time.nanos() + Duration.ofSeconds(seconds).toNanos();
    List<byte[]> sent = new ArrayList<>();
    while (meter.nextNanos() <= end) {
      time.advanceTo(meter.nextNanos());
      meter.poll(time.nanos()).forEach(burst -> sent.add(burst.bytes()));
    }
    time.advanceTo(end);
    return sent;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
