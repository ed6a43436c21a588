// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedEdges;
import org.metergate.spi.driver.AdjustableTotals.Adjustment;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

class PulseDriverTest {
  private static final Duration PULSE = Duration.ofMillis(30);
  private VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private KitSession session = new KitSession(time);

  private static PulseDriver driver(String... words) throws OptionException {
    Map<String, String> options = new HashMap<>();
    options.put("quantity", "energy_import");
    options.put("pulses-per-unit", "1000");
    for (String word : words) {
      options.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    return (PulseDriver) RecordingPlayer.driver(new PulseDriverProvider(), options);
  }

  private ScriptedEdges pulses(int count, Duration apart) {
    ScriptedEdges edges = new ScriptedEdges(time, 1);
    for (int i = 1; i <= count; i++) {
      edges.pulse(apart.multipliedBy(i), PULSE);
    }
    return edges;
  }

  private static String value(Reading reading, String quantity) {
    return reading.measurement(quantity).map(m -> m.value().toString()).orElse("none");
  }

  private List<String> values(String quantity) {
    return session.readings().stream().map(reading -> value(reading, quantity)).toList();
  }

  private MeterSession meter() {
    return session.meter(RecordingPlayer.METER);
  }

  private Reading last() {
    return session.readings().get(session.readings().size() - 1);
  }

  private void restart() {
    time = new VirtualTime(time.now());
    session = new KitSession(time, session.states());
  }

  @Test
  void aReadingAtEachPulseButNoSoonerThanTheInterval() throws Exception {
    ScriptedEdges slow = pulses(3, Duration.ofSeconds(36));
    RecordingPlayer.run(driver(), slow, session);
    assertEquals(List.of("0.000", "0.001", "0.002", "0.003"), values("energy_import"));
    assertEquals(List.of("none", "none", "100", "100"), values("power_import"));
    restart();
    ScriptedEdges fast = pulses(100, Duration.ofSeconds(1)).lostAt(Duration.ofSeconds(112));
    RecordingPlayer.run(driver(), fast, session);
    List<Reading> readings = session.readings();
    assertEquals(12, readings.size(), "one at the start, one in ten seconds");
    for (int i = 1; i < readings.size(); i++) {
      Duration apart =
          Duration.between(readings.get(i - 1).receivedAt(), readings.get(i).receivedAt());
      assertTrue(apart.compareTo(Duration.ofSeconds(10)) >= 0, apart::toString);
    }
    assertEquals("0.103", value(last(), "energy_import"));
    assertEquals("3600", value(readings.get(10), "power_import"));
  }

  @Test
  void powerFallsAsOneByTheTimeAndThenIsZeroWithoutAReadingForEachMoment() throws Exception {
    ScriptedEdges edges = pulses(10, Duration.ofSeconds(2)).lostAt(Duration.ofMinutes(12));
    RecordingPlayer.run(driver(), edges, session);
    long lastPulse = RecordingPlayer.START.plusSeconds(20).toEpochMilli();
    BigDecimal before = new BigDecimal("1800");
    for (Reading reading : session.readings()) {
      double since = (reading.receivedAt().toEpochMilli() - lastPulse) / 1000.0;
      if (since > 4) {
        BigDecimal power = new BigDecimal(value(reading, "power_import"));
        assertTrue(power.compareTo(before) <= 0, "falls");
        before = power;
        assertEquals(since > 300 ? 0 : 3600 / since, power.doubleValue(), 0.6);
      }
    }
    assertEquals(BigDecimal.ZERO, before.stripTrailingZeros());
    assertTrue(session.readings().size() < 35, () -> "readings: " + session.readings().size());
    assertEquals("0.010", value(last(), "energy_import"));
  }

  @Test
  void noSpikeAfterARestart() throws Exception {
    RecordingPlayer.run(driver(), pulses(50, Duration.ofSeconds(4)), session);
    assertEquals("900", value(last(), "power_import"));
    restart();
    RecordingPlayer.run(driver(), pulses(5, Duration.ofSeconds(4)), session);
    assertEquals(List.of("0.050", "0.052", "0.055"), values("energy_import").subList(0, 3));
    assertEquals(List.of("none", "900", "900"), values("power_import").subList(0, 3));
  }

  @Test
  void aCrashTakesBackNoMoreThanWasCountedSinceTheLastReading() throws Exception {
    for (int crash = 1; crash < 300; crash += 7) {
      time = new VirtualTime(RecordingPlayer.START);
      JournalLike journal = new JournalLike(time);
      ScriptedEdges edges =
          pulses(300, Duration.ofMillis(60)).lostAt(PULSE.multipliedBy(crash * 2));
      RecordingPlayer.run(driver(), edges, journal);
      long truth = (crash * 60L - 1) / 60;
      String kept = journal.kept.getOrDefault("meter/total-energy-import-kwh", "1 0 0 0 1000 @ x");
      long pulses = Long.parseLong(kept.split(" ")[1]);
      assertTrue(pulses <= truth, "never more than the truth");
      assertTrue(pulses >= truth - 10_000 / 60 - 1, pulses + " of " + truth);
      assertTrue(
          journal.states().get("meter/total-energy-import-kwh").startsWith("1 " + truth),
          "a clean stop loses nothing");
    }
  }

  @Test
  void saysThatNobodyWatchedMeanwhile() throws Exception {
    RecordingPlayer.run(driver(), pulses(1, Duration.ofSeconds(4)), session);
    VirtualTime later = new VirtualTime(time.now().plus(Duration.ofHours(2)));
    KitSession next = new KitSession(later, session.states());
    RecordingPlayer.run(driver(), new ScriptedEdges(later, 1), next);
    assertEquals(
        PulseFindings.NOT_WATCHED.with(
            "from", "2026-01-15T12:00:14Z", "to", "2026-01-15T14:00:14Z"),
        next.findings().get(0).finding());
    assertEquals(0, session.count(PulseFindings.NOT_WATCHED), "nothing was counted before");
  }

  @Test
  void anAdjustmentGoesOnFromTheDisplayAndIsRecorded() throws Exception {
    PulseDriver driver = driver();
    RecordingPlayer.run(driver, pulses(3, Duration.ofSeconds(4)), session);
    Adjustment done = driver.adjust(meter(), Optional.empty(), new BigDecimal("12345.6"));
    assertEquals("0.003", done.before().toPlainString());
    assertEquals("12345.600", done.after().toPlainString());
    assertEquals(
        PulseFindings.ADJUSTED.with(
            "quantity", "Energy import", "from", "0.003", "to", "12345.600"),
        session.findings().get(session.findings().size() - 1).finding());
    restart();
    RecordingPlayer.run(driver(), pulses(1, Duration.ofSeconds(40)), session);
    assertEquals(List.of("12345.600", "12345.601"), values("energy_import"));
  }

  @Test
  void anAdjustmentWhileTheProgramRestsIsKept() throws Exception {
    driver().adjust(meter(), Optional.of("energy_import"), new BigDecimal("7"));
    restart();
    RecordingPlayer.run(driver(), new ScriptedEdges(time, 1), session);
    assertEquals(List.of("7.000"), values("energy_import"));
    assertEquals(0, session.count(PulseFindings.NOT_WATCHED));
  }

  @Test
  void severalLinesAreOneMeter() throws Exception {
    PulseDriver two =
        driver("quantity=heat_energy, volume", "pulses-per-unit=1,100", "start=10,20.5");
    assertEquals(2, two.lines());
    ScriptedEdges edges = new ScriptedEdges(time, 2);
    for (int i = 1; i <= 8; i++) {
      long begin = Duration.ofSeconds(15L * i).toNanos();
      int line = i % 2;
      edges.at(new Edge(line, true, begin, -1));
      edges.at(new Edge(line, false, begin + PULSE.toNanos(), -1));
    }
    RecordingPlayer.run(two, edges, session);
    assertEquals("14.000", value(last(), "heat_energy"));
    assertEquals("20.540", value(last(), "volume"));
    assertEquals("120.000", value(last(), "heat_power"), "a kilowatt-hour in 30 s");
    OptionException which =
        assertThrows(
            OptionException.class, () -> two.adjust(meter(), Optional.empty(), BigDecimal.TEN));
    assertEquals(
        "The meter 'meter' counts heat_energy and volume; specify which.", which.getMessage());
    two.adjust(meter(), Optional.of("volume"), BigDecimal.TEN);
    assertThrows(
        OptionException.class, () -> two.adjust(meter(), Optional.of("volum"), BigDecimal.TEN));
    assertThrows(
        OptionException.class,
        () -> two.adjust(meter(), Optional.of("volume"), new BigDecimal("-1")));
  }

  @Test
  void anotherNumberBeginsASeriesOfItsOwnAndTheOldOneIsKept() throws Exception {
    RecordingPlayer.run(driver("number=111"), pulses(2, Duration.ofSeconds(20)), session);
    restart();
    RecordingPlayer.run(driver("number=222"), pulses(1, Duration.ofSeconds(20)), session);
    assertEquals(List.of("0.000", "0.001"), values("energy_import"));
    assertEquals("222", last().meter().identifier());
    restart();
    RecordingPlayer.run(driver("number=111"), pulses(1, Duration.ofSeconds(20)), session);
    assertEquals(List.of("0.002", "0.003"), values("energy_import"));
  }

  @Test
  void pulsesFasterThanTheMeterCanMeasureAreNoise() throws Exception {
    // 17 kW at 1000 imp/kWh: a pulse every 212 ms at the fastest
    PulseDriver fused = driver("max-rate=17");
    ScriptedEdges edges = pulses(10, Duration.ofMillis(220));
    for (int i = 0; i < 20; i++) {
      edges.pulse(Duration.ofSeconds(10).plusMillis(60L * i), PULSE);
    }
    RecordingPlayer.run(fused, edges, session);
    assertTrue(session.count(Stage.FRAMES) <= 10 + 7, "in 1.2 s only 7 can be real");
    assertTrue(session.count(PulseFindings.TOO_FAST) > 0);
  }

  @Test
  void saysHowManyPulsesAGapMayHaveSwallowed() throws Exception {
    ScriptedEdges edges = pulses(5, Duration.ofMillis(60));
    long from = Duration.ofMillis(400).toNanos();
    edges.gap(new EdgeGap(0, from, from + Duration.ofSeconds(2).toNanos(), false));
    RecordingPlayer.run(driver(), edges, session);
    assertEquals(
        List.of(
            PulseFindings.MAYBE_MISSING.with(
                "quantity", "Energy import", "count", "101", "seconds", "2.000")),
        session.findings().stream()
            .map(KitSession.Found::finding)
            .filter(finding -> finding.code().equals(PulseFindings.MAYBE_MISSING))
            .toList());
  }

  @Test
  void aMissingNumberIsAMissingPulse() throws Exception {
    ScriptedEdges edges = new ScriptedEdges(time, 1);
    edges.at(new Edge(0, true, Duration.ofSeconds(1).toNanos(), 7));
    edges.at(new Edge(0, false, Duration.ofSeconds(2).toNanos(), 8));
    edges.at(new Edge(0, true, Duration.ofSeconds(3).toNanos(), 11));
    edges.at(new Edge(0, false, Duration.ofSeconds(4).toNanos(), 12));
    RecordingPlayer.run(driver(), edges, session);
    assertEquals(1, session.count(PulseFindings.MAYBE_MISSING));
    assertEquals(0, session.count(PulseFindings.MISSES_UNSEEN));
    assertEquals(2, session.count(Stage.FRAMES));
  }

  @Test
  void twoEdgesThatTheKernelMergedMayBeAPulse() throws Exception {
    ScriptedEdges edges = pulses(2, Duration.ofSeconds(1));
    edges.at(Duration.ofMillis(2500), false); // idle again, though it was
    edges.pulse(Duration.ofSeconds(3), PULSE);
    RecordingPlayer.run(driver(), edges, session);
    assertEquals(3, session.count(Stage.FRAMES), "never more than was seen");
    assertEquals(1, session.count(PulseFindings.MAYBE_MISSING));
  }

  @Test
  void healthSaysThatMissesCannotBeSeenWhereEdgesHaveNoNumbers() throws Exception {
    RecordingPlayer.run(driver(), pulses(3, Duration.ofSeconds(30)), session);
    assertEquals(session.readings().size(), session.count(PulseFindings.MISSES_UNSEEN));
  }

  @Test
  void aRestingMeterIsTold() throws Exception {
    ScriptedEdges edges = new ScriptedEdges(time, 1).lostAt(Duration.ofMinutes(21));
    RecordingPlayer.run(driver(), edges, session);
    assertEquals(5, session.readings().size());
    assertFalse(last().measurement("power_import").isPresent());
  }

  @Test
  void anUnreadableMemoryIsToldAndBeginsAnew() throws Exception {
    KitSession odd = new KitSession(time, Map.of("meter/total-energy-import-kwh", "nonsense"));
    RecordingPlayer.run(driver("start=5"), new ScriptedEdges(time, 1), odd);
    assertEquals(1, odd.count(PulseFindings.STATE_UNREADABLE));
    assertEquals("5.000", value(odd.readings().get(0), "energy_import"));
  }

  @Test
  void readsARecordingOfEdges() throws Exception {
    KitSession read =
        RecordingPlayer.play(
            driver(),
            """
            # metergate-recording 1
            0 ! edge 1
            0.5 ! edge 0
            20 ! edge 1
            20.03 ! edge 0
            20.6 ! edge 1
            20.6005 ! edge 0
            40 ! edge 1
            40.03 ! edge 0
            """);
    assertEquals(2, read.count(Stage.FRAMES));
    List<Reading> readings = read.readings();
    assertEquals("0.002", value(readings.get(readings.size() - 1), "energy_import"));
    assertEquals("180", value(readings.get(readings.size() - 1), "power_import"));
  }
}
