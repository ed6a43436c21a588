// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.kit.KitSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/** The driver reads every kind of OMNIPOWER, and its values are what flowed in the house. */
class OmnipowerDayTest {
  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 5, 9, 1, 0);

  /** A kind of meter. */
  record Kind(
      String list,
      int phases,
      boolean encrypted,
      boolean ct,
      int energyScale,
      String voltageScale) {

    Map<String, String> options() {
      Map<String, String> options = new LinkedHashMap<>();
      options.put("list", list);
      options.put("phases", Integer.toString(phases));
      options.put("encrypted", Boolean.toString(encrypted));
      options.put("ct", Boolean.toString(ct));
      options.put("energy-scale", Integer.toString(energyScale));
      options.put("voltage-scale", voltageScale);
      options.put("solar", "6");
      return options;
    }

    /** DLMS push 1 does not say whether there are current transformers. */
    Map<String, String> driverOptions() {
      return ct && !nve() ? Map.of("current-scale", "0.001") : Map.of();
    }

    boolean nve() {
      return list.equals("nve");
    }

    GroundTruth truth() {
      return GroundTruth.of(phases, ct, 6);
    }
  }

  static Stream<Kind> everyKind() {
    List<Kind> kinds = new ArrayList<>();
    for (String list : List.of("push1", "nve")) {
      for (int phases : new int[] {1, 3}) {
        for (int bits = 0; bits < 16; bits++) {
          boolean ct = (bits & 1) != 0;
          String volts = (bits & 2) != 0 ? "1" : "0.01";
          int wattHours = (bits & 4) != 0 ? 1 : 10;
          if (!ct || phases == 3) { // current transformers come with three phases
            kinds.add(new Kind(list, phases, (bits & 8) != 0, ct, wattHours, volts));
          }
        }
      }
    }
    return kinds.stream();
  }

  /** Every list and number of phases, and each value of every other choice. */
  static Stream<Kind> someKinds() {
    return Stream.of(
        new Kind("push1", 3, true, false, 10, "1"),
        new Kind("push1", 1, false, false, 1, "0.01"),
        new Kind("nve", 3, false, true, 1, "0.01"),
        new Kind("nve", 1, true, false, 10, "1"));
  }

  @ParameterizedTest
  @MethodSource("someKinds")
  void aDayIsReadAsItWas(Kind kind) throws Exception {
    Duration day = Duration.ofDays(1);
    check(kind, EmulatedLine.read(kind.options(), kind.driverOptions(), day), day);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void anHourIsReadAsItWas(Kind kind) throws Exception {
    Duration hour = Duration.ofMinutes(61);
    check(kind, EmulatedLine.read(kind.options(), kind.driverOptions(), hour), hour);
  }

  @Test
  void currentsOfAnUnknownScaleAreWithheldOrRightButNeverWrong() throws Exception {
    Kind kind = new Kind("push1", 3, true, true, 10, "1");
    KitSession session = EmulatedLine.read(kind.options(), Map.of(), Duration.ofHours(8));
    assertEquals(Set.of("current-scale-unsure"), found(session));
    GroundTruth truth = kind.truth();
    int withheld = 0;
    for (Reading reading : session.readings()) {
      for (int phase = 0; phase < 3; phase++) {
        Measurement current = reading.measurement("current_l" + (phase + 1)).orElseThrow();
        if (current.value() == null) {
          withheld++;
        } else {
          assertCurrent(reading, phase, truth);
        }
      }
    }
    assertEquals(3 * session.readings().size(), withheld, "hundredths fit nowhere");
  }

  private static void check(Kind kind, KitSession session, Duration span) {
    List<Reading> readings = session.readings();
    long regular = span.toSeconds() / 10;
    long hourly = kind.nve() ? (span.toSeconds() - 6) / 3600 + 1 : 0; // five past each full hour
    assertEquals(regular + hourly, readings.size());
    assertEquals(readings.size(), session.count(Stage.LIST));
    assertEquals(List.of(), session.undecoded());
    assertEquals(expected(kind), found(session));
    assertTimes(kind, readings);
    GroundTruth truth = kind.truth();
    for (Reading reading : readings) {
      assertEquals("37700720", reading.meter().identifier());
      assertPowers(kind, reading, truth);
    }
    assertCounters(kind, readings, truth);
  }

  /** Returns the codes of the findings to expect of such a meter on a good line. */
  private static Set<String> expected(Kind kind) {
    Set<String> expected = new LinkedHashSet<>();
    if (!kind.encrypted()) {
      expected.add("not-authenticated-plain");
    }
    if (kind.voltageScale().equals("0.01")) {
      expected.add("voltage-in-hundredths");
    }
    return expected;
  }

  private static Set<String> found(KitSession session) {
    Set<String> found = new LinkedHashSet<>();
    session.findings().forEach(one -> found.add(one.finding().code().id()));
    return found;
  }

  private static void assertTimes(Kind kind, List<Reading> readings) {
    LocalDateTime expected = FIRST;
    for (Reading reading : readings) {
      assertEquals(expected, time(reading));
      boolean full = kind.nve() && expected.getMinute() == 0 && expected.getSecond() == 0;
      boolean hourly = kind.nve() && expected.getMinute() == 0 && expected.getSecond() == 5;
      expected = expected.plusSeconds(full || hourly ? 5 : 10);
    }
  }

  private static LocalDateTime time(Reading reading) {
    return reading.meterTime().orElseThrow().local();
  }

  private static void assertPowers(Kind kind, Reading reading, GroundTruth truth) {
    LocalDateTime at = time(reading);
    near(
        truth.watts(at),
        number(reading, "power_import") - number(reading, "power_export"),
        reading);
    assertTrue(number(reading, "power_import") * number(reading, "power_export") == 0);
    for (int phase = 0; phase < kind.phases(); phase++) {
      String suffix = "_l" + (phase + 1);
      double volts = number(reading, "voltage" + suffix);
      assertTrue(volts > 215 && volts < 241, "voltage " + volts);
      assertCurrent(reading, phase, truth);
      if (!kind.nve()) {
        double power =
            number(reading, "power_import" + suffix) - number(reading, "power_export" + suffix);
        near(truth.watts(phase, at), power, reading);
      }
    }
  }

  private static void assertCurrent(Reading reading, int phase, GroundTruth truth) {
    String suffix = "_l" + (phase + 1);
    double apparent = number(reading, "voltage" + suffix) * number(reading, "current" + suffix);
    double real = truth.voltAmperes(phase, time(reading));
    assertEquals(real, apparent, real * GroundTruth.MOVE * 1.2 + 2, reading::toString);
  }

  private static void near(double truth, double read, Reading reading) {
    assertEquals(truth, read, Math.abs(truth) * GroundTruth.MOVE + 1, reading::toString);
  }

  private static double number(Reading reading, String quantity) {
    Measurement measurement =
        reading
            .measurement(quantity)
            .orElseThrow(() -> new AssertionError("no " + quantity + " in " + reading));
    if (measurement.value() instanceof Value.Decimal decimal) {
      return decimal.number().doubleValue();
    }
    throw new AssertionError(quantity + " has no number: " + measurement);
  }

  /** No counter falls, and between full minutes they count what flowed, within one count. */
  private static void assertCounters(Kind kind, List<Reading> readings, GroundTruth truth) {
    Map<String, BigDecimal> highest = new HashMap<>();
    Reading start = null;
    for (Reading reading : readings) {
      for (Measurement measurement : reading.measurements()) {
        if (measurement.quantity().kind() == Quantity.Kind.COUNTER) {
          BigDecimal before = highest.put(measurement.register(), measurement.raw());
          assertTrue(before == null || before.compareTo(measurement.raw()) <= 0, "a counter fell");
        }
      }
      boolean counts = reading.measurement("energy_import").isPresent();
      if (counts && time(reading).getSecond() == (kind.nve() ? 5 : 0)) {
        start = start == null ? reading : start;
        assertEnergies(kind, start, reading, truth);
      }
    }
    assertTrue(start != null && highest.size() >= 4, "no counters: " + highest);
  }

  private static void assertEnergies(Kind kind, Reading start, Reading end, GroundTruth truth) {
    // an hourly list is five seconds past the full minute: allow that share of a minute's energy
    double slack = kind.energyScale() + (kind.nve() ? 2 * 5 * 60_000 / 3600.0 : 0);
    LocalDateTime from = time(start).withSecond(0);
    LocalDateTime to = time(end).withSecond(0);
    double imported = number(end, "energy_import") - number(start, "energy_import");
    assertEquals(truth.imported(from, to), imported, slack, "import from " + from + " to " + to);
    double exported = number(end, "energy_export") - number(start, "energy_export");
    assertEquals(truth.exported(from, to), exported, slack, "export from " + from + " to " + to);
  }
}
