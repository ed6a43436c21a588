// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.p1.frame.ChecksumPolicy;
import org.metergate.driver.p1.frame.Frame;
import org.metergate.driver.p1.frame.Protection;
import org.metergate.driver.p1.frame.Telegram;
import org.metergate.driver.p1.frame.TelegramFramer;
import org.metergate.driver.p1.telegram.Decoded;
import org.metergate.driver.p1.telegram.SubMeter;
import org.metergate.driver.p1.telegram.TelegramDecoder;
import org.metergate.output.p1server.Profile;
import org.metergate.output.p1server.TelegramWriter;
import org.metergate.output.served.Channel;
import org.metergate.output.served.ServedValue;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** The P1 driver reads what the P1 server writes, which share no code but the checksum. */
class ServedTelegramsTest {
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final String INSTALLATION = "00112233445566778899aabbccddeeff";
  private static final Instant NOON = Instant.parse("2026-05-09T10:00:00Z");
  private static final int SNAPSHOTS = 400;

  private static final Map<String, Unit> QUANTITIES = new TreeMap<>();

  static {
    for (String way : List.of("import", "export")) {
      QUANTITIES.put("energy_" + way, Unit.WH);
      QUANTITIES.put("power_" + way, Unit.W);
      for (int i = 1; i <= 3; i++) {
        QUANTITIES.put("power_" + way + "_l" + i, Unit.KW);
        QUANTITIES.put("energy_" + way + "_t" + i, Unit.KWH);
      }
    }
    for (int i = 1; i <= 3; i++) {
      QUANTITIES.put("voltage_l" + i, Unit.V);
      QUANTITIES.put("current_l" + i, Unit.A);
    }
  }

  private static TelegramWriter.Form form(Profile profile) {
    return new TelegramWriter.Form("house", profile, AMSTERDAM, true, INSTALLATION);
  }

  private static Snapshot snapshot(
      Instant at, String identifier, Map<String, ServedValue> values, List<Channel> channels) {
    return new Snapshot(1, at, Duration.ZERO, identifier, Optional.of("2"), values, channels);
  }

  /** The telegram as the driver takes it; its checksum must be right. */
  private static Decoded read(byte[] telegram) {
    List<Frame> frames = new ArrayList<>();
    TelegramFramer framer = new TelegramFramer(ChecksumPolicy.AUTO);
    framer.accept(
        telegram,
        0,
        telegram.length,
        new FrameSink<>() {
          @Override
          public void frame(Frame frame) {
            frames.add(frame);
          }

          @Override
          public void noise(byte[] bytes, int offset, int length) {
            throw new AssertionError("noise");
          }

          @Override
          public void corrupt(Damage damage) {
            throw new AssertionError(damage.toString());
          }
        });
    assertEquals(1, frames.size());
    Telegram text = (Telegram) frames.get(0);
    assertEquals(Protection.CHECKSUM, text.protection());
    return new TelegramDecoder(ZoneOffset.ofHours(1)).decode(text.bytes());
  }

  @Test
  void theDriverReadsEveryValueThatIsServedAndNoOther() {
    Random random = new Random(20261130);
    for (int i = 0; i < SNAPSHOTS; i++) {
      Map<String, ServedValue> values = new HashMap<>();
      QUANTITIES.forEach(
          (name, unit) -> {
            if (random.nextInt(3) > 0) {
              int digits = name.startsWith("energy") ? 1_000_000_000 : 500_000;
              BigDecimal number =
                  BigDecimal.valueOf(
                      random.nextInt(digits), unit == Unit.W ? 0 : random.nextInt(4));
              values.put(name, new ServedValue(number, unit, NOON));
            }
          });
      List<Channel> channels = channels(random);
      Profile profile = random.nextBoolean() ? Profile.TOTAL : Profile.DSMR5;
      byte[] telegram = TelegramWriter.write(snapshot(NOON, "", values, channels), form(profile));
      assertTrue(telegram.length <= 1460, telegram.length + " bytes");
      compare(values, channels, profile, read(telegram), text(telegram));
    }
  }

  private static String text(byte[] telegram) {
    return new String(telegram, StandardCharsets.US_ASCII);
  }

  private static List<Channel> channels(Random random) {
    List<Channel> channels = new ArrayList<>();
    int number = 1;
    for (Channel.Kind kind : Channel.Kind.values()) {
      Unit unit = kind.quantity().endsWith("energy") ? new Unit("GJ", "GJ") : Unit.M3;
      BigDecimal value = BigDecimal.valueOf(1 + random.nextInt(99_999_999), 3);
      if (random.nextBoolean()) {
        Instant at = NOON.minusSeconds(random.nextInt(3600));
        channels.add(new Channel(number++, kind, "m", "", new ServedValue(value, unit, at)));
      }
    }
    return channels;
  }

  private static void compare(
      Map<String, ServedValue> values,
      List<Channel> channels,
      Profile profile,
      Decoded decoded,
      String text) {
    Map<String, BigDecimal> expected = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          boolean tariff = name.matches("energy_.*_t\\d");
          if (!tariff || profile == Profile.DSMR5) {
            expected.put(name, wired(name, value));
          }
        });
    for (String total : List.of("energy_import", "energy_export")) {
      boolean tariffs = expected.keySet().stream().anyMatch(name -> name.startsWith(total + "_t"));
      if (profile == Profile.DSMR5 && !tariffs && expected.containsKey(total)) {
        expected.put(total + "_t1", expected.get(total));
      }
    }
    Map<String, BigDecimal> found = new TreeMap<>();
    for (Measurement measurement : decoded.measurements()) {
      String name = measurement.quantity().name();
      if (measurement.value() instanceof Value.Decimal decimal && QUANTITIES.containsKey(name)) {
        found.put(name, decimal.number().stripTrailingZeros());
      }
    }
    assertEquals(expected, found, text);
    assertEquals(channels.size(), decoded.subMeters().size(), text);
    for (Channel channel : channels) {
      SubMeter sub =
          decoded.subMeters().stream()
              .filter(it -> it.kind().name().equals(channel.kind().name()))
              .findFirst()
              .orElseThrow();
      Measurement counter = sub.measurements().get(0);
      assertEquals(channel.kind().quantity(), counter.quantity().name(), text);
      assertEquals(
          0, channel.value().number().compareTo(((Value.Decimal) counter.value()).number()), text);
      assertEquals(
          channel.value().at(), sub.at().orElseThrow().local().atZone(AMSTERDAM).toInstant());
    }
  }

  private static BigDecimal wired(String name, ServedValue value) {
    boolean thousandth = value.unit() == Unit.WH || value.unit() == Unit.W;
    BigDecimal number = thousandth ? value.number().movePointLeft(3) : value.number();
    assertTrue(!name.isEmpty());
    return number.stripTrailingZeros();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-09T10:00:00Z, 260109110000W",
    "2026-07-09T10:00:00Z, 260709120000S",
    "2026-10-25T00:30:00Z, 261025023000S",
    "2026-10-25T01:30:00Z, 261025023000W",
    "2026-03-29T00:59:59Z, 260329015959W",
    "2026-03-29T01:00:00Z, 260329030000S"
  })
  void tellsTheTwoHoursOfAutumnApart(Instant at, String stamp) {
    byte[] telegram =
        TelegramWriter.write(snapshot(at, "", Map.of(), List.of()), form(Profile.TOTAL));
    assertTrue(text(telegram).contains("\r\n0-0:1.0.0(" + stamp + ")\r\n"), text(telegram));
  }

  @Test
  void splitsANetPowerBySignAndSendsNoneOfWhatIsNotKnown() {
    Map<String, ServedValue> values =
        Map.of(
            "power_net", new ServedValue(new BigDecimal("-1250"), Unit.W, NOON),
            "power_net_l1", new ServedValue(new BigDecimal("17"), Unit.W, NOON),
            "power_import_l2", new ServedValue(new BigDecimal("18"), Unit.W, NOON));
    String text =
        text(TelegramWriter.write(snapshot(NOON, "", values, List.of()), form(Profile.TOTAL)));
    assertEquals(
        "/MGT5\\house\r\n\r\n0-0:1.0.0(260509120000S)\r\n"
            + "1-0:1.7.0(0000.000*kW)\r\n1-0:2.7.0(0001.250*kW)\r\n"
            + "1-0:21.7.0(0000.017*kW)\r\n1-0:41.7.0(0000.018*kW)\r\n1-0:22.7.0(0000.000*kW)\r\n!",
        text.substring(0, text.length() - 6));
  }

  @Test
  void tellsTheNumbersOfMetersOnlyWhereTheyMayBeKnown() {
    Channel gas =
        new Channel(1, Channel.Kind.GAS, "m", "", new ServedValue(BigDecimal.ONE, Unit.M3, NOON));
    String hidden =
        text(TelegramWriter.write(snapshot(NOON, "", Map.of(), List.of(gas)), form(Profile.DSMR5)));
    // METERGATE-001122334455, and the same with -1
    assertTrue(hidden.contains("0-0:96.1.1(4D45544552474154452D303031313232333334343535)"), hidden);
    assertTrue(
        hidden.contains("0-1:96.1.0(4D45544552474154452D3030313132323333343435352D31)"), hidden);
    String total =
        text(TelegramWriter.write(snapshot(NOON, "", Map.of(), List.of()), form(Profile.TOTAL)));
    assertTrue(!total.contains(":96.1."), total);
    byte[] shown =
        TelegramWriter.write(
            snapshot(NOON, "37/70!07\u00e420", Map.of(), List.of()), form(Profile.TOTAL));
    assertTrue(text(shown).startsWith("/MGT5\\house-37700720\r\n"), text(shown));
    assertEquals("37700720", read(shown).identifier());
  }

  @Test
  void staysWithinOneSegmentWithEverythingThatThereMayBe() {
    Map<String, ServedValue> values = new HashMap<>();
    BigDecimal long12 = new BigDecimal("123456789012.123456");
    QUANTITIES.forEach((name, unit) -> values.put(name, new ServedValue(long12, unit, NOON)));
    List<Channel> channels = new ArrayList<>();
    for (int i = 1; i <= Channel.MOST; i++) {
      Channel.Kind kind = i < Channel.MOST ? Channel.Kind.WATER : Channel.Kind.GAS;
      ServedValue value = new ServedValue(long12, Unit.M3, NOON);
      channels.add(new Channel(i, kind, "m", "1234567890".repeat(5), value));
    }
    byte[] telegram =
        TelegramWriter.write(
            snapshot(NOON, "1234567890".repeat(5), values, channels), form(Profile.DSMR5));
    assertTrue(telegram.length <= 1460, telegram.length + " bytes");
    String text = text(telegram);
    assertTrue(text.contains("0-8:24.1.0(003)"), "gas is the last to be left out: " + text);
  }

  @Test
  void theChecksumIsTheOneOfTheStandard() {
    assertEquals(0xBB3D, Crc16.ARC.of("123456789".getBytes(StandardCharsets.US_ASCII)));
    String text =
        text(TelegramWriter.write(snapshot(NOON, "", Map.of(), List.of()), form(Profile.TOTAL)));
    int crc = 0;
    for (char c : text.substring(0, text.indexOf('!') + 1).toCharArray()) {
      crc ^= c;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1;
      }
    }
    assertEquals("%04X\r\n".formatted(crc), text.substring(text.indexOf('!') + 1));
  }
}
