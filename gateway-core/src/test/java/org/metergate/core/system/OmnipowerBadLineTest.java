// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.omnipower.OmnipowerFindings;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.kit.KitSession;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** On a bad line the driver reads intact telegrams, invents nothing, and reports what is wrong. */
class OmnipowerBadLineTest {
  private static final Duration SPAN = Duration.ofHours(2);
  private static final Duration LONG = Duration.ofHours(6);
  private static final int TELEGRAMS = 720;

  /** What meters send on a good line, by their options. */
  private static final Map<Map<String, String>, Map<LocalDateTime, Reading>> TRUTH =
      new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "flip-rate, 0.0005, true, checksum",
    "flip-rate, 0.0005, false, checksum",
    "lose-rate, 0.0005, true, checksum",
    "lose-rate, 0.0005, false, checksum",
    "add-rate, 0.0005, true, checksum",
    "add-rate, 0.0005, false, checksum",
    "cut-rate, 0.2, true, frame-cut",
    "cut-rate, 0.2, false, frame-cut",
  })
  void damageCostsTheTelegramsThatItHitsAndIsTold(
      String fault, String rate, boolean encrypted, String code) throws Exception {
    Map<String, String> clean = Map.of("encrypted", Boolean.toString(encrypted));
    Map<String, String> faulty = new LinkedHashMap<>(clean);
    faulty.put(fault, rate);
    KitSession session = EmulatedLine.read(faulty, SPAN);
    assertOnlyTruth(clean, session);
    Set<LocalDateTime> whole = whole(clean, faulty);
    assertTrue(whole.size() > 400 && whole.size() < 680, "it hits only some: " + whole.size());
    Set<LocalDateTime> missed = new TreeSet<>(whole);
    session.readings().forEach(reading -> missed.remove(time(reading)));
    assertEquals(Set.of(), missed, "telegrams that arrived intact and were not read");
    assertTrue(found(session).contains(code), found(session).toString());
    if (encrypted) {
      assertLossesAreCounted(session);
    }
  }

  /** The messages that never arrived are counted, up to the last that did. */
  private static void assertLossesAreCounted(KitSession session) {
    List<Reading> readings = session.readings();
    LocalDateTime first = time(readings.get(0));
    LocalDateTime last = time(readings.get(readings.size() - 1));
    long sent = Duration.between(first, last).toSeconds() / 10 + 1;
    long lost =
        session.findings().stream()
            .filter(found -> found.finding().code().equals(OmnipowerFindings.MESSAGES_LOST))
            .mapToLong(found -> Long.parseLong(found.finding().parameters().get("count")))
            .sum();
    assertEquals(sent, readings.size() + lost);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noiseBetweenTelegramsCostsNone(boolean encrypted) throws Exception {
    Map<String, String> clean = Map.of("encrypted", Boolean.toString(encrypted));
    Map<String, String> faulty = new LinkedHashMap<>(clean);
    faulty.put("noise-rate", "0.5");
    KitSession session = EmulatedLine.read(faulty, SPAN);
    assertOnlyTruth(clean, session);
    assertEquals(TELEGRAMS, session.readings().size());
    assertEquals(0, session.count(OmnipowerFindings.MESSAGES_LOST));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everythingAtOnceStillGivesOnlyTruth(boolean encrypted) throws Exception {
    Map<String, String> clean = Map.of("encrypted", Boolean.toString(encrypted), "list", "nve");
    Map<String, String> faulty = new LinkedHashMap<>(clean);
    for (String fault : List.of("flip-rate", "lose-rate", "add-rate")) {
      faulty.put(fault, "0.001");
    }
    faulty.putAll(Map.of("cut-rate", "0.1", "noise-rate", "0.5", "fault-seed", "7"));
    KitSession session = EmulatedLine.read(faulty, LONG);
    assertOnlyTruth(clean, session);
    assertTrue(session.readings().size() > 300, session.readings().size() + " readings");
  }

  @ParameterizedTest
  @CsvSource({
    "8E1, true, wrong-parity",
    "8E1, false, wrong-parity",
    "8O1, true, wrong-parity",
    "7E1, true, wrong-parity",
    "7O1, false, wrong-parity",
    "7N1, true, wrong-parity",
  })
  void aPortThatIsSetWronglyIsToldAndGivesNoReading(String framing, boolean encrypted, String code)
      throws Exception {
    KitSession session =
        EmulatedLine.read(
            Map.of("misread-as", framing, "encrypted", Boolean.toString(encrypted)),
            Duration.ofMinutes(10));
    assertEquals(List.of(), session.readings());
    List<String> found = found(session);
    assertTrue(found.contains(code), found.toString());
    assertEquals(code, found.get(found.size() - 1), "the last finding is the one that holds");
  }

  @Test
  void silenceIsNoFaultOfTheFramer() throws Exception {
    Map<String, String> clean = Map.of();
    KitSession session =
        EmulatedLine.read(Map.of("silence-after", "10min", "silence-for", "30min"), SPAN);
    assertOnlyTruth(clean, session);
    assertEquals(TELEGRAMS - 180, session.readings().size());
    assertEquals(Set.of("messages-lost"), Set.copyOf(found(session)));
    assertLossesAreCounted(session);
  }

  /** Each reading equals that of the same meter on a good line. */
  private static void assertOnlyTruth(Map<String, String> clean, KitSession session)
      throws Exception {
    Map<LocalDateTime, Reading> truth = truth(clean);
    LocalDateTime before = LocalDateTime.MIN;
    for (Reading reading : session.readings()) {
      Reading right = truth.get(time(reading));
      assertEquals(right.measurements(), reading.measurements());
      assertEquals(right.meter(), reading.meter());
      assertTrue(time(reading).isAfter(before), "in order, each once");
      before = time(reading);
    }
    assertEquals(List.of(), session.undecoded(), "damage is never taken for a wrong key");
  }

  private static Map<LocalDateTime, Reading> truth(Map<String, String> clean) throws Exception {
    if (!TRUTH.containsKey(clean)) {
      Map<LocalDateTime, Reading> truth = new HashMap<>();
      for (Reading reading : EmulatedLine.read(clean, LONG).readings()) {
        truth.put(time(reading), reading);
      }
      TRUTH.put(clean, truth);
    }
    return TRUTH.get(clean);
  }

  /** The times of the telegrams that no fault hit. */
  private static Set<LocalDateTime> whole(Map<String, String> clean, Map<String, String> faulty)
      throws Exception {
    List<EmulatedMeter.Burst> sent = bursts(clean);
    Map<Long, byte[]> came = new LinkedHashMap<>();
    bursts(faulty).forEach(burst -> came.put(burst.startNanos(), burst.bytes()));
    Set<LocalDateTime> whole = new TreeSet<>();
    LocalDateTime time = LocalDateTime.of(2026, 5, 9, 1, 0);
    for (EmulatedMeter.Burst burst : sent) {
      if (Arrays.equals(burst.bytes(), came.get(burst.startNanos()))) {
        whole.add(time);
      }
      time = time.plusSeconds(10);
    }
    return whole;
  }

  private static List<EmulatedMeter.Burst> bursts(Map<String, String> options) throws Exception {
    OmnipowerProvider provider = new OmnipowerProvider();
    Options checked = Options.of(provider.info().options(), options);
    EmulatedMeter meter = provider.create(checked, new VirtualTime(EmulatedLine.START));
    List<EmulatedMeter.Burst> bursts = new ArrayList<>();
    while (meter.nextNanos() < SPAN.toNanos()) {
      bursts.addAll(meter.poll(meter.nextNanos()));
    }
    return bursts;
  }

  private static LocalDateTime time(Reading reading) {
    return reading.meterTime().orElseThrow().local();
  }

  /** Returns the codes of the findings in their order; repetitions of one code count once. */
  private static List<String> found(KitSession session) {
    List<String> found = new ArrayList<>();
    for (KitSession.Found one : session.findings()) {
      String code = one.finding().code().id();
      if (found.isEmpty() || !found.get(found.size() - 1).equals(code)) {
        found.add(code);
      }
    }
    return found;
  }
}
