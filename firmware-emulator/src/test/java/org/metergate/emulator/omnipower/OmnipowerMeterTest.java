// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.emulator.Telegram;
import org.metergate.emulator.TestMeter;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.emulator.EmulatedMeter.Burst;
import org.metergate.spi.option.OptionException;

class OmnipowerMeterTest {
  private static final String IMPORT = "1.1.1.8.0.255";
  private static final String EXPORT = "1.1.2.8.0.255";
  private static final String POWER = "1.1.1.7.0.255";
  private static final String FED_IN = "1.1.2.7.0.255";
  private static final long SECOND = 1_000_000_000L;

  @Test
  void pushesWheneverItsSecondsEndInZero() throws Exception {
    TestMeter meter = new TestMeter();
    List<Burst> bursts = meter.pass(Duration.ofMinutes(10));
    assertEquals(60, bursts.size());
    assertEquals(7 * SECOND, bursts.get(0).startNanos(), "three seconds past, so seven to go");
    for (int i = 0; i < bursts.size(); i++) {
      assertEquals((7 + 10L * i) * SECOND, bursts.get(i).startNanos());
      LocalDateTime stamp = Telegram.read(bursts.get(i).bytes(), meter.driver()).clock();
      assertEquals(LocalDateTime.of(2026, 1, 15, 5, 30, 10).plusSeconds(10L * i), stamp);
    }
  }

  @Test
  void goesByItsOwnClockWhichMayBeWrong() throws Exception {
    TestMeter meter = new TestMeter("clock-error=-94", "utc-offset=+00:00");
    Burst burst = meter.pass(Duration.ofSeconds(10)).get(0);
    assertEquals(SECOND, burst.startNanos(), "its clock shows 04:28:29");
    assertEquals(
        LocalDateTime.of(2026, 1, 15, 4, 28, 30),
        Telegram.read(burst.bytes(), meter.driver()).clock());
  }

  @Test
  void pushesTheCountersFiveSecondsPastTheHour() throws Exception {
    List<Telegram> all = new TestMeter("list=nve").read(Duration.ofHours(4));
    List<Telegram> hourly = all.stream().filter(t -> t.values().containsKey(IMPORT)).toList();
    assertEquals(4 * 360 + 4, all.size(), "the ten seconds go on around it");
    assertEquals(4, hourly.size());
    for (int i = 0; i < 4; i++) {
      assertEquals(LocalDateTime.of(2026, 1, 15, 6 + i, 0, 5), hourly.get(i).clock());
      assertEquals(hourly.get(i).clock(), hourly.get(i).values().get("stamp"));
    }
  }

  @Test
  void writesRegistersInTheOrderOfTheRealMeter() throws Exception {
    assertEquals(
        "id stamp 1.8.0 2.8.0 3.8.0 4.8.0 0.0.1 1.7.0 2.7.0 3.7.0 4.7.0 1.0.0 32.7.0 52.7.0 72.7.0"
            + " 31.7.0 51.7.0 71.7.0 21.7.0 41.7.0 61.7.0 33.7.0 53.7.0 73.7.0 13.7.0 22.7.0"
            + " 42.7.0 62.7.0 22.8.0 42.8.0 62.8.0 21.8.0 41.8.0 61.8.0",
        order(new TestMeter().next()));
    assertEquals(
        "id stamp 0.0.5 96.1.1 1.7.0 2.7.0 3.7.0 4.7.0 31.7.0 51.7.0 71.7.0 32.7.0 52.7.0 72.7.0",
        order(new TestMeter("list=nve").next()));
    assertEquals(
        "id stamp 0.0.5 96.1.1 1.7.0 2.7.0 3.7.0 4.7.0 31.7.0 32.7.0",
        order(new TestMeter("list=nve", "phases=1").next()));
  }

  private static String order(Telegram telegram) {
    List<String> short_ = new ArrayList<>();
    telegram.values().keySet().forEach(k -> short_.add(k.replaceAll("^[01]\\.1\\.|\\.255$", "")));
    return String.join(" ", short_);
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "1, 0", "1, 6"})
  void countsWhatItsPowerSays(int scale, int solar) throws Exception {
    Instant summer = Instant.parse("2026-06-20T03:00:00Z");
    TestMeter meter = new TestMeter(summer, "energy-scale=" + scale, "solar=" + solar);
    List<Telegram> day = meter.read(Duration.ofHours(24));
    double imported = 0;
    double exported = 0;
    for (Telegram telegram : day.subList(1, day.size())) {
      imported += telegram.number(POWER) * 10 / 3600.0;
      exported += telegram.number(FED_IN) * 10 / 3600.0;
    }
    Telegram first = day.get(0);
    Telegram last = day.get(day.size() - 1);
    double tolerance = scale + 8640 * 0.5 * 10 / 3600 * 0.05; // rounding to watts evens out
    assertEquals(
        imported, (last.number(IMPORT) - first.number(IMPORT)) * scale, tolerance + 1, "import");
    assertEquals(
        exported, (last.number(EXPORT) - first.number(EXPORT)) * scale, tolerance + 1, "export");
    assertTrue(imported > 3000, imported + " Wh a day is not what a household uses");
    assertEquals(solar > 0, exported > 5000, exported + " Wh fed in");
  }

  @Test
  void measuresVoltageCurrentAndPowerThatFitTogether() throws Exception {
    TestMeter meter = new TestMeter("voltage-scale=0.01");
    for (Telegram t : meter.read(Duration.ofHours(24))) {
      long sum = 0;
      for (int phase = 0; phase < 3; phase++) {
        double volts = t.number("1.1." + (32 + 20 * phase) + ".7.0.255") / 100.0;
        double amperes = t.number("1.1." + (31 + 20 * phase) + ".7.0.255") / 100.0;
        double watts = t.number("1.1." + (21 + 20 * phase) + ".7.0.255");
        double factor = t.number("1.1." + (33 + 20 * phase) + ".7.0.255") / 100.0;
        assertTrue(volts > 207 && volts < 253, volts + " V");
        assertTrue(amperes < 35, amperes + " A");
        assertEquals(watts, volts * amperes * factor, 4 + 0.02 * watts, t.clock().toString());
        sum += (long) watts;
      }
      assertEquals(t.number(POWER), sum, 2);
    }
  }

  @Test
  void countsThousandthsOfAmperesBehindTransformers() throws Exception {
    Telegram t = new TestMeter("ct=true", "list=nve").next();
    double apparent = 0;
    for (int phase = 0; phase < 3; phase++) {
      long volts = t.number("1.1." + (32 + 20 * phase) + ".7.0.255");
      apparent += volts * t.number("1.1." + (31 + 20 * phase) + ".7.0.255") / 1000.0;
    }
    double watts = t.number(POWER);
    assertTrue(apparent >= watts * 0.99 && apparent < watts * 1.5, apparent + " VA " + watts);
    assertTrue(((String) t.values().get("1.1.96.1.1.255")).startsWith("685"));
  }

  @Test
  void namesItselfByASerialNumberWithItsCheckDigit() throws Exception {
    Telegram t = new TestMeter("list=nve", "serial=28046399").next();
    assertEquals("5706567280463991", t.values().get("1.1.0.0.5.255"));
    assertEquals("5706567286399553", new Identity(28639955, 3, false).gs1());
    assertEquals("4B414D4501ABF43F", Hex.of(new Identity(28046399, 3, false).title()));
    assertEquals(28046399, new TestMeter("serial=28046399").next().number("1.1.0.0.1.255"));
    assertEquals(18, new Identity(28046399, 1, false).type().length());
  }

  @Test
  void countsItsMessages() throws Exception {
    List<Telegram> list = new TestMeter("counter=4294967290").read(Duration.ofMinutes(2));
    for (int i = 0; i < list.size(); i++) {
      assertEquals(4294967290L + i & 0xFFFF_FFFFL, list.get(i).counter().orElseThrow());
    }
  }

  @Test
  void sendsTheSameForTheSameSeedAndAnotherForAnother() throws Exception {
    List<String> first = hex(new TestMeter("seed=7").pass(Duration.ofHours(1)));
    assertEquals(first, hex(new TestMeter("seed=7").pass(Duration.ofHours(1))));
    TestMeter other = new TestMeter("seed=8");
    assertNotEquals(first, hex(other.pass(Duration.ofHours(1))));
    assertNotEquals(new TestMeter("seed=7").driver(), other.driver());
    assertNotEquals(
        new TestMeter("seed=7").next().number("1.1.0.0.1.255"),
        other.next().number("1.1.0.0.1.255"));
  }

  @Test
  void goesOnWhereItWouldBeWhenSwitchedOnAgain() throws Exception {
    TestMeter running = new TestMeter();
    List<String> week = hex(running.pass(Duration.ofDays(2)));
    TestMeter again = new TestMeter(TestMeter.START.plus(Duration.ofDays(1)));
    assertEquals(week.subList(8640, 2 * 8640), hex(again.pass(Duration.ofDays(1))));
  }

  @Test
  void beginsWithTheCountersGiven() throws Exception {
    Telegram t = new TestMeter("start-import=55190", "start-export=0.5", "energy-scale=1").next();
    assertEquals(55_190_000, t.number(IMPORT), 30);
    assertEquals(500, t.number(EXPORT));
  }

  @ParameterizedTest
  @CsvSource({"swap", "renew"})
  void changesItsKeysBehindSoManyMessages(String rekey) throws Exception {
    TestMeter meter = new TestMeter("rekey=" + rekey, "rekey-after=3");
    List<Burst> bursts = meter.pass(Duration.ofMinutes(1));
    for (int i = 0; i < bursts.size(); i++) {
      byte[] frame = bursts.get(i).bytes();
      if (i < 3) {
        Telegram.read(frame, meter.driver());
      } else {
        assertThrows(Telegram.BadTag.class, () -> Telegram.read(frame, meter.driver()));
      }
    }
    var driver = new java.util.HashMap<>(meter.driver());
    driver.put("encryption-key", meter.driver().get("authentication-key"));
    driver.put("authentication-key", meter.driver().get("encryption-key"));
    byte[] later = bursts.get(5).bytes();
    if (rekey.equals("swap")) {
      assertEquals(65, Telegram.read(later, driver).items());
    } else {
      assertThrows(Telegram.BadTag.class, () -> Telegram.read(later, driver));
    }
  }

  @Test
  void usesTheKeysGiven() throws Exception {
    String key = "00112233445566778899AABBCCDDEEFF";
    TestMeter meter = new TestMeter("encryption-key=" + key, "energy-scale=1");
    assertEquals(key, meter.driver().get("encryption-key").reveal());
    assertEquals(65, meter.next().items());
    assertEquals(java.util.Set.of(), new TestMeter("encrypted=false").driver().keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "encryption-key=12345, encryption-key",
    "serial=123, serial",
    "utc-offset=Paris, utc-offset",
    "solar=-1, solar",
    "flip-rate=1.5, flip-rate",
    "counter=4294967296, counter"
  })
  void refusesValuesThatNoMeterHas(String option, String name) {
    OptionException e = assertThrows(OptionException.class, () -> new TestMeter(option));
    assertEquals(name, e.option());
    assertTrue(!e.getMessage().contains("12345"), "a message never contains a key");
  }

  private static List<String> hex(List<Burst> bursts) {
    return bursts.stream().map(burst -> Hex.of(burst.bytes())).toList();
  }
}
