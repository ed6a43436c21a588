// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.core.supervise.CounterScene.Delivered;
import org.metergate.counter.DecisionRefused;
import org.metergate.journal.History;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.House;

class ScaleDecisionTest {
  @TempDir Path folder;
  private CounterScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new CounterScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"500, 600, 1", "500, 600, 10", "30, 7200, 1", "30, 7200, 10"})
  void deliversFromTheFirstReadingOnWhenTheScaleIsKnown(double mean, int most, int wattHours)
      throws Exception {
    House house = new House(wattHours, 19_765_000);
    Random noise = new Random(wattHours);
    List<BigDecimal> shown = new ArrayList<>();
    for (int at = 0; at < most; at += 10) {
      double watts = mean * (0.9 + 0.2 * noise.nextDouble());
      if (at > most / 2 && at < most / 2 + 80) {
        house.use(watts, 10); // a hole
        continue;
      }
      scene.read(house, watts);
      shown.add(BigDecimal.valueOf(house.count() * wattHours));
      scene.deliver();
      List<Delivered> energies = scene.of("energy_import");
      assertTrue(
          energies.isEmpty() || scene.codes().contains("energy-scale-found"), "before it is known");
    }
    assertEquals(List.of("energy-scale-open", "energy-scale-found"), scene.codes());
    List<Delivered> energies = scene.of("energy_import");
    assertEquals(shown, energies.stream().map(Delivered::value).toList());
    assertEquals(
        scene.of("power_import").stream().map(Delivered::id).toList(),
        energies.stream().map(Delivered::id).toList(),
        "under the numbers of their readings");
    assertEquals(Origin.LATE, energies.get(0).origin());
    assertEquals(Origin.LIVE, energies.get(energies.size() - 1).origin());
    assertTrue(scene.of("power_import").stream().allMatch(d -> d.origin() == Origin.LIVE));
  }

  @Test
  void remembersTheDecisionAndKeepsTheRawCounts() throws Exception {
    House house = decided(10);
    scene.restart();
    scene.read(house, 500);
    scene.deliver();
    assertEquals(BigDecimal.valueOf(house.count() * 10), last(scene.of("energy_import")).value());
    Reading newest = scene.journal.readings().newestOf("house").orElseThrow().reading();
    assertEquals(
        BigDecimal.valueOf(house.count()), newest.measurement("energy_import").orElseThrow().raw());
  }

  private House decided(int wattHours) throws Exception {
    House house = new House(wattHours, 19_765_000);
    for (int i = 0; i < 60; i++) {
      scene.read(house, 500);
    }
    scene.deliver();
    assertTrue(scene.codes().contains("energy-scale-found"), scene.codes().toString());
    return house;
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** The quarter-hour roll-ups were written without energies, and are rebuilt with them. */
  @Test
  void makesTheRollupsAnewThatWereMadeWithoutEnergies() throws Exception {
    House house = new House(1, 19_765_000);
    for (int i = 0; i < 780; i++) {
      scene.read(house, 6); // 13 Wh: not enough to decide
    }
    scene.journal.sync();
    scene.restart(); // whatever was in memory is gone
    assertEquals(List.of(), deltas());
    scene.counters.scale("house", new BigDecimal("19765"));
    assertEquals(List.of("6"), deltas());
    scene.restart();
    assertEquals(List.of("6"), deltas());
  }

  private List<String> deltas() throws Exception {
    List<String> deltas = new ArrayList<>();
    History history = scene.journal.history();
    List<Series> series =
        history.series("house").stream()
            .filter(one -> one.quantity().equals("energy_import"))
            .toList();
    history.intervals(
        series,
        House.START,
        scene.time.now().minusSeconds(3600),
        Resolution.HOUR,
        ZoneId.of("UTC"),
        (one, rollup) -> delta((Rollup.Counter) rollup, deltas));
    return deltas;
  }

  private static void delta(Rollup.Counter counter, List<String> into) {
    if (counter.first() != null && counter.last() != null) {
      into.add(counter.last().value().subtract(counter.first().value()).toPlainString());
    }
  }

  @Test
  void decidesAtOnceByTheDisplay() throws Exception {
    House house = new House(1, 32_014_158);
    scene.read(house, 0);
    scene.deliver();
    assertEquals(List.of(), scene.of("energy_import"));

    assertEquals(
        "1", scene.counters.scale("house", new BigDecimal("32014")).parameters().get("scale"));
    scene.deliver();
    assertEquals(new BigDecimal(32_014_158), scene.of("energy_import").get(0).value());
  }

  @Test
  void refusesADisplayThatFitsNothingOrBoth() throws Exception {
    assertThrows(DecisionRefused.class, () -> scene.counters.scale("house", BigDecimal.ONE));
    House house = new House(10, 5_000_000);
    scene.read(house, 0);
    DecisionRefused refused =
        assertThrows(
            DecisionRefused.class, () -> scene.counters.scale("house", new BigDecimal("4000")));
    assertTrue(refused.getMessage().contains("500.000 or 5000.00 kWh"), refused.getMessage());
    House fresh = new House("1", 10, 50);
    scene.time.pause(Duration.ofHours(1));
    scene.journal.readings().append(fresh.reading(0, true));
    refused =
        assertThrows(DecisionRefused.class, () -> scene.counters.scale("house", BigDecimal.ZERO));
    assertTrue(refused.getMessage().contains("too little"), refused.getMessage());
  }

  @Test
  void stopsWhenTheMeterIsSwitchedToAnotherScaleAndGoesOnWhenToldWhich() throws Exception {
    House before = new House(1, 600_000);
    for (int i = 0; i < 60; i++) {
      scene.read(before, 1000);
    }
    assertTrue(scene.codes().contains("energy-scale-found"));
    // 600 166 counts of 1 Wh; from now on in steps of 10 Wh, without a leap in the count
    House after = new House(10, 10.0 * before.count());
    scene.found.clear();
    for (int i = 0; i < 360; i++) {
      after.use(1000, 10);
      Reading r = after.reading(1000, true);
      scene.pass(
          new Reading(
              r.meter(),
              1,
              Origin.LIVE,
              scene.time.now().plusSeconds(10),
              r.meterTime(),
              r.measurements()));
    }
    scene.deliver();
    assertTrue(scene.codes().contains("energy-scale-doubted"), scene.codes().toString());
    int stopped = scene.of("energy_import").size();
    assertTrue(stopped < 60 + 150, "delivered " + stopped);

    BigDecimal display = BigDecimal.valueOf(after.count() * 10, 3);
    scene.counters.scale("house", display);
    scene.deliver();
    assertEquals(420, scene.of("energy_import").size());
    assertEquals(BigDecimal.valueOf(after.count() * 10), last(scene.of("energy_import")).value());
  }

  /** Outputs fail, forget and restart; two meters; decisions at any time. */
  @Test
  void neverLosesDoublesOrDisordersWhatWasWithheld() throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      scene.close();
      scene = new CounterScene(Files.createDirectory(folder.resolve("run-" + seed)));
      Random random = new Random(seed);
      scene.failing = seed % 3 == 0 ? 0 : 0.3;
      House house = new House(10, 5_000_000);
      Map<Long, BigDecimal> meant = new TreeMap<>();
      for (int i = 0; i < 150; i++) {
        meant.put(scene.read(house, 400), BigDecimal.valueOf(house.count() * 10));
        for (int k = random.nextInt(3); k > 0; k--) {
          scene.step();
        }
        if (random.nextInt(60) == 0) {
          scene.restart();
        }
      }
      scene.failing = 0;
      scene.deliver();
      List<Long> ids = scene.of("energy_import").stream().map(Delivered::id).distinct().toList();
      assertEquals(List.copyOf(meant.keySet()), ids, "seed " + seed);
      for (Delivered one : scene.of("energy_import")) {
        assertEquals(meant.get(one.id()), one.value());
      }
      assertEquals(
          List.copyOf(meant.keySet()),
          scene.of("power_import").stream().map(Delivered::id).distinct().toList());
      assertEquals(Set.of(), scene.journal.rules().withheldMeters("home"));
    }
  }
}
