// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.driver.multical.InfoCodes;
import org.metergate.driver.multical.MulticalDriverProvider;
import org.metergate.driver.multical.MulticalFindings;
import org.metergate.emulator.kmp.KmpProvider;
import org.metergate.kit.KitSession;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

/** The driver and the emulated KMP meters, which share no code, at line speed on virtual time. */
class MulticalMetersTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static KitSession read(Map<String, String> meter, Duration span, String... driver)
      throws Exception {
    return read(new KitSession(new VirtualTime(EmulatedLine.START)), meter, span, driver);
  }

  private static KitSession read(
      KitSession session, Map<String, String> meter, Duration span, String... driver)
      throws Exception {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < driver.length; i += 2) {
      options.put(driver[i], driver[i + 1]);
    }
    return EmulatedLine.read(
        new MulticalDriverProvider(), new KmpProvider(), meter, options, span, session);
  }

  private static String value(Reading reading, String quantity) {
    Measurement one = reading.measurement(quantity).orElseThrow(() -> missing(reading, quantity));
    return (one.value() + " " + one.unit().ascii()).strip();
  }

  private static AssertionError missing(Reading reading, String quantity) {
    return new AssertionError("no " + quantity + " in " + reading);
  }

  @Test
  void readsAHeatMeterWithAnEchoWithinThreeSecondsOfOpeningTheLink() throws Exception {
    KitSession session =
        read(Map.of("model", "603", "echo", "true"), Duration.ofSeconds(3), "supply", "battery");
    assertEquals(1, session.readings().size(), session.findings().toString());
    Reading reading = session.readings().get(0);
    assertEquals("76543210", reading.meter().identifier());
    long registers =
        reading.measurements().stream()
            .filter(m -> !m.register().startsWith("command") && !m.register().equals("1005"))
            .count();
    assertEquals("50980201", value(reading, "software_edition"));
    assertEquals(8, registers);
    assertTrue(value(reading, "heat_energy").endsWith(" MWh"));
    assertEquals("32.00", difference(reading));
  }

  private static String difference(Reading reading) {
    BigDecimal flow = number(reading, "temperature_flow");
    return flow.subtract(number(reading, "temperature_return")).toPlainString();
  }

  private static BigDecimal number(Reading reading, String quantity) {
    Measurement one = reading.measurement(quantity).orElseThrow(() -> missing(reading, quantity));
    return ((Value.Decimal) one.value()).number();
  }

  @Test
  void readsEveryModelByWhatItAnswers() throws Exception {
    Reading heat = last(read(Map.of("model", "603"), MINUTE, "model", "auto"));
    assertTrue(heat.measurement("heat_power").isPresent());
    assertTrue(heat.meterTime().isPresent(), "on mains date and clock are asked for too");
    KitSession waters = read(Map.of("model", "21"), MINUTE, "model", "auto");
    for (Reading reading : waters.readings()) {
      assertTrue(reading.measurement("volume").isEmpty(), "not even in the first reading");
    }
    Reading water = last(waters);
    assertTrue(value(water, "water_volume").matches("\\d+\\.\\d{3} m3"), water.toString());
    assertTrue(value(water, "battery_days").endsWith(" d"));
    Reading electricity = last(read(Map.of("model", "382"), MINUTE, "model", "auto"));
    assertTrue(value(electricity, "energy_import").endsWith(" kWh"));
    assertEquals("229 V", value(electricity, "voltage_l1"));
  }

  private static Reading last(KitSession session) {
    assertTrue(!session.readings().isEmpty(), session.findings().toString());
    return session.readings().get(session.readings().size() - 1);
  }

  @Test
  void tellsEachQuantityOnceAlsoWhereTheNumberIsARegisterToo() throws Exception {
    KitSession session = read(Map.of("model", "403"), MINUTE, "registers", "+1001,+1005");
    for (Reading reading : session.readings()) {
      long names = reading.measurements().stream().map(m -> m.quantity().name()).distinct().count();
      assertEquals(names, reading.measurements().size(), reading.toString());
    }
    assertEquals("76543210", value(session.readings().get(0), "meter_number"));
  }

  @Test
  void asksAtMostTwiceForWhatTheMeterLacks() throws Exception {
    KitSession first = read(Map.of("model", "403"), MINUTE, "registers", "heat_energy,683,72");
    assertEquals(
        1,
        first.readings().get(0).measurements().stream()
            .filter(m -> m.register().equals("60"))
            .count());
    assertEquals(
        "mass M1 (72), register 683",
        first.findings().stream()
            .filter(f -> f.finding().code().equals(MulticalFindings.REGISTERS_UNKNOWN))
            .reduce((a, b) -> b)
            .orElseThrow()
            .finding()
            .parameters()
            .get("registers")
            .replace("register 683, mass M1 (72)", "mass M1 (72), register 683"));
    assertTrue(first.states().get("meter/meter").contains("absent=72,683"), "also after a restart");
  }

  @Test
  void readsCountersThatConsistOfBytesToBeStuffed() throws Exception {
    Reading reading = last(read(Map.of("model", "403", "stuffing", "true"), MINUTE));
    assertEquals("453853.190 MWh", value(reading, "heat_energy"));
    assertEquals("21516848.77 m3", value(reading, "volume"));
  }

  @Test
  void wakesASleepingMeterByTheSecondTry() throws Exception {
    KitSession session =
        read(
            Map.of("model", "403", "sleep-after", "5s"), Duration.ofMinutes(5), "interval", "1min");
    assertEquals(5, session.readings().size(), session.findings().toString());
    assertEquals(0, session.count(MulticalFindings.ASLEEP));
  }

  @Test
  void namesAMeterThatSleepsForGoodAsleep() throws Exception {
    Map<String, String> meter =
        Map.of("model", "403", "sleep-after", "50s", "wakes", "never", "echo", "true");
    KitSession session = read(meter, Duration.ofMinutes(10), "interval", "2min");
    assertEquals(1, session.readings().size());
    assertTrue(session.count(MulticalFindings.ASLEEP) > 0);
    assertEquals(0, session.count(MulticalFindings.ECHO_ONLY));
  }

  @Test
  void saysThatOnlyTheEchoCameWhereTheMeterNeverAnswered() throws Exception {
    Map<String, String> meter =
        Map.of("model", "403", "sleep-after", "1ms", "wakes", "never", "echo", "true");
    KitSession session = read(meter, MINUTE);
    assertEquals(List.of(), session.readings());
    assertTrue(session.count(MulticalFindings.ECHO_ONLY) > 0, session.findings().toString());
    KitSession silent =
        read(Map.of("model", "403", "sleep-after", "1ms", "wakes", "never"), MINUTE);
    assertTrue(silent.count(MulticalFindings.NO_ANSWER) > 0, silent.findings().toString());
  }

  @Test
  void publishesNothingOfDamagedAnswersAndAsksAgain() throws Exception {
    KitSession session = read(Map.of("model", "403", "damage-every", "3"), Duration.ofMinutes(10));
    assertTrue(session.readings().size() > 40, "each question has a second try");
    requireRising(session);
  }

  @Test
  void tellsLateAnswersApart() throws Exception {
    KitSession session = read(Map.of("model", "403", "late-every", "5"), Duration.ofMinutes(10));
    assertTrue(session.readings().size() > 30);
    requireRising(session);
  }

  @Test
  void readsOnOverABadLine() throws Exception {
    Map<String, String> meter =
        Map.of(
            "model",
            "403",
            "flip-rate",
            "0.003",
            "lose-rate",
            "0.002",
            "add-rate",
            "0.002",
            "cut-rate",
            "0.05",
            "noise-rate",
            "0.1",
            "echo",
            "true");
    KitSession session = read(meter, Duration.ofHours(2));
    assertTrue(session.readings().size() > 100, "" + session.readings().size());
    requireRising(session);
  }

  /** Counters rise, temperatures are those of the emulated house: no wrong value slipped in. */
  private static void requireRising(KitSession session) {
    BigDecimal before = BigDecimal.ZERO;
    for (Reading reading : session.readings()) {
      if (reading.measurement("heat_energy").isPresent()) {
        BigDecimal energy = number(reading, "heat_energy");
        assertTrue(energy.compareTo(before) >= 0, energy + " after " + before);
        assertTrue(energy.compareTo(new BigDecimal("60")) < 0, energy + " MWh");
        before = energy;
        assertEquals("32.00", difference(reading));
      }
    }
  }

  @Test
  void givesNoValueOfABrokenSensor() throws Exception {
    KitSession open = read(Map.of("model", "403", "sensor", "open", "info", "8"), MINUTE);
    Reading reading = last(open);
    for (String gone : List.of("temperature_flow", "heat_power", "flow")) {
      assertTrue(reading.measurement(gone).isEmpty(), gone);
    }
    assertTrue(reading.measurement("temperature_return").isPresent());
    assertTrue(open.count(MulticalFindings.SENSOR_OPEN) > 0);
    assertTrue(open.count(InfoCodes.T1_HIGH) > 0);
    KitSession shorted = read(Map.of("model", "403", "sensor", "shorted", "info", "32"), MINUTE);
    assertTrue(last(shorted).measurement("temperature_flow").isEmpty());
    assertTrue(shorted.count(MulticalFindings.SENSOR_SHORTED) > 0);
    assertTrue(shorted.count(MulticalFindings.ZEROS_WITHHELD) > 0);
  }

  @Test
  void warnsOfAShortIntervalOnABattery() throws Exception {
    KitSession often = read(Map.of("model", "403"), MINUTE, "supply", "battery", "interval", "30s");
    assertTrue(often.count(MulticalFindings.BATTERY) > 0);
    KitSession hourly =
        read(Map.of("model", "403"), Duration.ofHours(3), "supply", "battery", "interval", "1h");
    assertEquals(0, hourly.count(MulticalFindings.BATTERY));
    assertEquals(3, hourly.readings().size());
  }
}
