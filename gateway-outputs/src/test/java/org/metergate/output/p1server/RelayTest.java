// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;

class RelayTest {
  private static final String BODY =
      "/KMP5 KA6U001585575011\r\n\r\n0-0:96.1.1(4B4136)\r\n1-0:1.8.1(000913.001*kWh)\r\n"
          + "1-0:1.7.0(00.250*kW)\r\n0-0:96.13.0(48616C6C6F)\r\n0-1:24.1.0(003)\r\n"
          + "0-1:96.1.0(3030)\r\n0-1:24.2.1(261120130000W)(00001.234*m3)\r\n!";

  private static byte[] telegram(String body) {
    byte[] covered = body.getBytes(StandardCharsets.US_ASCII);
    return (body + TelegramWriter.checksum(covered) + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static Reading reading(String energy, String power) {
    List<Measurement> all = new ArrayList<>();
    if (!energy.isEmpty()) {
      all.add(
          Measurement.decimal(
              Quantities.ENERGY_IMPORT, new BigDecimal(energy), Unit.KWH, "1-0:1.8.1"));
    }
    all.add(
        Measurement.decimal(Quantities.POWER_IMPORT, new BigDecimal(power), Unit.KW, "1-0:1.7.0"));
    return new Reading(MeterRef.of("p1", ""), 1, Origin.LIVE, Instant.EPOCH, Optional.empty(), all);
  }

  @Test
  void passesATelegramOnAsItCameHoweverItIsCut() {
    byte[] whole = telegram(BODY);
    for (int cut = 1; cut < whole.length; cut++) {
      Relay relay = new Relay();
      relay.take("noise/!1234\r\n".getBytes(StandardCharsets.US_ASCII));
      relay.take(Arrays.copyOf(whole, cut));
      assertTrue(relay.agreed(reading("913.001", "0.250")).isEmpty(), "cut at " + cut);
      relay.take(Arrays.copyOfRange(whole, cut, whole.length));
      assertArrayEquals(whole, relay.agreed(reading("913.001", "0.25")).orElseThrow());
      assertTrue(relay.agreed(reading("913.001", "0.25")).isEmpty(), "each one once");
    }
  }

  @Test
  void passesNoneOnThatIsDamagedOrSaysAnythingElseThanTheReading() {
    byte[] whole = telegram(BODY);
    for (int i = 0; i < whole.length - 2; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Relay relay = new Relay();
      relay.take(damaged);
      assertTrue(relay.agreed(reading("913.001", "0.250")).isEmpty(), "byte " + i);
    }
    Relay relay = new Relay();
    relay.take(whole);
    assertTrue(relay.agreed(reading("913.000", "0.250")).isEmpty(), "another counter");
    assertTrue(relay.agreed(reading("913.001", "0.251")).isEmpty(), "another power");
    assertTrue(relay.agreed(reading("", "0.250")).isEmpty(), "the counter was refused");
  }

  @Test
  void hidesWhoseMetersTheseAreAndRenewsTheChecksum() {
    String id = "4D45544552474154452D303031313232333334343535"; // METERGATE-001122334455
    byte[] masked = Relay.masked(telegram(BODY), "00112233445566778899aabbccddeeff");
    assertEquals(
        "/KMP5\\METERGATE\r\n\r\n0-0:96.1.1("
            + id
            + ")\r\n1-0:1.8.1(000913.001*kWh)\r\n1-0:1.7.0(00.250*kW)\r\n0-0:96.13.0("
            + id
            + ")\r\n0-1:24.1.0(003)\r\n0-1:96.1.0("
            + id
            + ")\r\n0-1:24.2.1(261120130000W)(00001.234*m3)\r\n!",
        new String(masked, 0, masked.length - 6, StandardCharsets.US_ASCII));
    Relay relay = new Relay();
    relay.take(masked);
    assertTrue(relay.agreed(reading("913.001", "0.250")).isPresent(), "its checksum is right");
  }

  @Test
  void keepsLittleOfALineWithoutTelegrams() {
    Relay relay = new Relay();
    byte[] noise = "/!/!0000\r\n".repeat(400).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 1000; i++) {
      relay.take(noise);
      relay.take(new byte[4096]);
    }
    relay.take("\r\n".getBytes(StandardCharsets.US_ASCII));
    relay.take(telegram(BODY));
    assertTrue(relay.agreed(reading("913.001", "0.250")).isPresent());
  }
}
