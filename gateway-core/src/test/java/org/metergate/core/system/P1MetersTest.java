// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.kit.KitSession;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/** The driver reads every emulated P1 meter, on good lines and on bad ones. */
class P1MetersTest {
  private static final Duration SPAN = Duration.ofHours(1);
  private static final Map<String, String> NONE = Map.of();

  @ParameterizedTest
  @CsvSource({
    "dsmr5, 899, gas",
    "kamstrup-162, 356, gas",
    "omnia, 359, ''",
    "belgian, 899, gas water",
    "luxembourg, 359, ''",
  })
  void readsEachMeterWithItsSubMeters(String model, int least, String subMeters) throws Exception {
    KitSession session = EmulatedLine.readP1(Map.of("model", model), NONE, SPAN);
    Map<String, List<Reading>> all = byMeter(session);
    assertTrue(all.get("meter").size() >= least, model + ": " + all.get("meter").size());
    Set<String> others = new TreeSet<>(all.keySet());
    others.remove("meter");
    Set<String> expected = new TreeSet<>();
    for (String sub : subMeters.split(" ")) {
      if (!sub.isEmpty()) {
        expected.add("meter-" + sub);
      }
    }
    assertEquals(expected, others);
    assertEquals(Set.of(), faults(session));
    all.values().forEach(P1MetersTest::assertCountersRise);
  }

  @Test
  void subMetersAreToldWhenTheirTimeOrValueChanges() throws Exception {
    List<Reading> gas =
        byMeter(EmulatedLine.readP1(Map.of("model", "dsmr5"), NONE, SPAN)).get("meter-gas");
    assertEquals(12, gas.size(), "a gas meter of DSMR 5 is read each five minutes");
    Set<Object> times = new TreeSet<>();
    gas.forEach(reading -> times.add(reading.meterTime().orElseThrow().toString()));
    assertEquals(gas.size(), times.size());
  }

  @ParameterizedTest
  @CsvSource({
    "flip-rate, 0.0005, dsmr5",
    "lose-rate, 0.0005, dsmr5",
    "add-rate, 0.0005, dsmr5",
    "cut-rate, 0.2, dsmr5",
    "overrun-rate, 0.2, dsmr5",
    "noise-rate, 0.3, dsmr5",
    "flip-rate, 0.0005, luxembourg",
    "lose-rate, 0.0005, luxembourg",
    "add-rate, 0.0005, luxembourg",
    "overrun-rate, 0.2, luxembourg",
    "flip-rate, 0.0005, kamstrup-162",
    "lose-rate, 0.0005, kamstrup-162",
    "add-rate, 0.0005, kamstrup-162",
    "cut-rate, 0.2, kamstrup-162",
    "overrun-rate, 0.2, kamstrup-162",
  })
  void damageCostsTelegramsAndInventsNothing(String fault, String rate, String model)
      throws Exception {
    Map<String, String> clean = Map.of("model", model);
    Map<String, String> faulty = new LinkedHashMap<>(clean);
    faulty.put(fault, rate);
    boolean quick = model.equals("dsmr5");
    Duration span = quick ? Duration.ofMinutes(15) : SPAN;
    Set<List<Measurement>> truth = new HashSet<>();
    EmulatedLine.readP1(clean, NONE, span).readings().forEach(r -> truth.add(r.measurements()));
    KitSession session = EmulatedLine.readP1(faulty, NONE, span);
    int sent = quick ? 900 : 360;
    int read = byMeter(session).get("meter").size();
    assertTrue(read > sent / 2, read + " telegrams were read");
    for (Reading reading : session.readings()) {
      assertTrue(truth.contains(reading.measurements()), () -> "invented: " + reading);
    }
    assertEquals(List.of(), kept(session), "damage is never taken for a wrong key");
  }

  @Test
  void readsAMeterWhoseParityBitsThePortTookAway() throws Exception {
    KitSession session =
        EmulatedLine.readP1(
            Map.of("model", "kamstrup-162", "misread-as", "7E1"), NONE, Duration.ofMinutes(10));
    assertTrue(byMeter(session).get("meter").size() >= 56);
    assertEquals(Set.of(), faults(session));
  }

  @Test
  void putsLostCarriageReturnsBack() throws Exception {
    KitSession session =
        EmulatedLine.readP1(Map.of("lose-returns", "true"), NONE, Duration.ofMinutes(1));
    assertTrue(byMeter(session).get("meter").size() >= 59);
    assertTrue(found(session).contains("p1-line-ends-restored"));
    assertEquals(Set.of(), faults(session));
  }

  @Test
  void findsTheLevelThatAsksWhereTheLineIsWiredTheOtherWayRound() throws Exception {
    KitSession session =
        EmulatedLine.readP1(
            Map.of("model", "omnia", "request", "inverted"), NONE, Duration.ofMinutes(5));
    assertTrue(byMeter(session).get("meter").size() >= 25, session.readings().size() + " readings");
    assertTrue(found(session).contains("p1-request-reversed"));
    assertTrue(session.states().get("meter/line").equals("115200 reversed"));
  }

  @Test
  void aMeterThatSendsInAnyCaseIsNotCalledReversed() throws Exception {
    KitSession session =
        EmulatedLine.readP1(
            Map.of("request", "tied", "silence-for", "20s"), NONE, Duration.ofMinutes(5));
    assertEquals("115200 straight", session.states().get("meter/line"));
    assertTrue(!found(session).contains("p1-request-reversed"));
  }

  @Test
  void listensForTheSpeedAndRemembersIt() throws Exception {
    KitSession session = EmulatedLine.readP1(Map.of("model", "kamstrup-162"), NONE, SPAN);
    assertEquals("9600 straight", session.states().get("meter/line"));
    assertTrue(found(session).contains("p1-speed-found"));
  }

  @Test
  void saysThatThePortWantsItsSupply() throws Exception {
    KitSession session =
        EmulatedLine.readP1(
            Map.of("model", "omnia", "only-name", "true"), NONE, Duration.ofMinutes(1));
    assertEquals(List.of(), session.readings());
    assertEquals(Set.of("p1-wants-power"), faults(session));
    assertEquals(
        Map.of("meter", "KAM5"),
        session.findings().stream()
            .map(KitSession.Found::finding)
            .filter(f -> f.code().id().equals("p1-wants-power"))
            .findFirst()
            .orElseThrow()
            .parameters());
  }

  @Test
  void readsPlainTextWhereAKeyIsConfigured() throws Exception {
    KitSession session =
        EmulatedLine.readP1(
            Map.of("model", "luxembourg", "plain-text", "true"), NONE, Duration.ofMinutes(1));
    assertTrue(session.readings().size() >= 5);
    assertTrue(found(session).contains("p1-plain-text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kamstrup-162", "omnia"})
  void asksForOneTelegramAtATime(String model) throws Exception {
    KitSession session =
        EmulatedLine.readP1(
            Map.of("model", model),
            Map.of("mode", "on-demand", "interval", "1min"),
            Duration.ofMinutes(30));
    int read = byMeter(session).get("meter").size();
    assertTrue(read >= 27 && read <= 31, read + " readings in half an hour");
    assertEquals(Set.of(), faults(session));
  }

  private static Map<String, List<Reading>> byMeter(KitSession session) {
    Map<String, List<Reading>> all = new HashMap<>();
    all.put("meter", new ArrayList<>());
    for (Reading reading : session.readings()) {
      all.computeIfAbsent(reading.meter().displayName(), name -> new ArrayList<>()).add(reading);
    }
    return all;
  }

  private static List<Integer> kept(KitSession session) {
    return session.undecoded().stream().map(kept -> kept.frame().length).toList();
  }

  private static Set<String> found(KitSession session) {
    Set<String> codes = new TreeSet<>();
    session.findings().forEach(found -> codes.add(found.finding().code().id()));
    return codes;
  }

  private static Set<String> faults(KitSession session) {
    Set<String> faults = new TreeSet<>();
    session.findings().stream()
        .map(found -> found.finding().code())
        .filter(code -> code.kind() == org.metergate.spi.finding.FindingCode.Kind.FAULT)
        .forEach(code -> faults.add(code.id()));
    return faults;
  }

  private static void assertCountersRise(List<Reading> readings) {
    Map<String, BigDecimal> before = new HashMap<>();
    for (Reading reading : readings) {
      for (Measurement m : reading.measurements()) {
        if (m.quantity().kind() == org.metergate.spi.reading.Quantity.Kind.COUNTER
            && m.value() instanceof Value.Decimal now) {
          BigDecimal last = before.put(m.register(), now.number());
          assertTrue(last == null || last.compareTo(now.number()) <= 0, m + " after " + last);
        }
      }
    }
  }
}
