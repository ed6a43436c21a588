// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.supervise.CounterScene.Delivered;
import org.metergate.counter.DecisionRefused;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.House;

class MeterChangeTest {
  private static final String OLD = "65650812";
  private static final String NEW = "65650999";

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

  /** A meter whose list has units, as the text of a P1 port has: no integer besides the value. */
  private long read(String number, String kWh) throws Exception {
    Measurement energy =
        new Measurement(
            Quantities.ENERGY_IMPORT,
            new Value.Decimal(new BigDecimal(kWh)),
            Unit.KWH,
            "1-0:1.8.0",
            null,
            null);
    return scene.pass(
        new Reading(
            MeterRef.of("house", number),
            1,
            Origin.LIVE,
            scene.time.now().plus(Duration.ofSeconds(10)),
            Optional.empty(),
            List.of(energy, House.gauge(Quantities.POWER_IMPORT, 250, 0, Unit.W))));
  }

  private List<String> energies() throws Exception {
    scene.deliver();
    return scene.of("energy_import").stream().map(d -> d.value().toPlainString()).toList();
  }

  private void replace() throws Exception {
    read(OLD, "19765.120");
    read(OLD, "19765.121");
    read(NEW, "0.003");
    read(NEW, "0.004");
  }

  @Test
  void stopsTheCountersOfAnotherMeterAndNothingElse() throws Exception {
    replace();
    assertEquals(List.of("19765.120", "19765.121"), energies());
    assertEquals(4, scene.of("power_import").size());
    assertEquals(List.of("meter-changed"), scene.codes());
    assertEquals(
        Map.of("name", "house", "before", OLD, "meter", NEW), scene.found.get(0).parameters());
    scene.restart();
    read(NEW, "0.005");
    assertEquals(2, energies().size());
  }

  @Test
  void beginsANewSeriesFromTheFirstReadingOn() throws Exception {
    replace();
    energies();
    scene.counters.meterChange("house", false);
    read(NEW, "0.005");
    assertEquals(List.of("19765.120", "19765.121", "0.003", "0.004", "0.005"), energies());
    assertEquals(Origin.LATE, scene.of("energy_import").get(2).origin());
    scene.found.clear();
    read(NEW, "0.006");
    assertEquals(List.of(), scene.codes());
  }

  @Test
  void goesOnWhereTheOldMeterEnded() throws Exception {
    replace();
    energies();
    scene.counters.meterChange("house", true);
    read(NEW, "0.005");
    scene.restart();
    read(NEW, "0.007");
    assertEquals(
        List.of("19765.120", "19765.121", "19765.121", "19765.122", "19765.123", "19765.125"),
        energies());
  }

  @Test
  void stopsTheOldMeterWhenItComesBack() throws Exception {
    replace();
    scene.counters.meterChange("house", false);
    scene.found.clear();
    read(OLD, "19765.122");
    assertEquals(List.of("meter-changed"), scene.codes());
    assertEquals(List.of("19765.120", "19765.121", "0.003", "0.004"), energies());
  }

  @Test
  void takesANumberThatComesLaterForTheSameMeter() throws Exception {
    read("", "5.000");
    read(OLD, "5.001");
    read("", "5.002");
    assertEquals(List.of("5.000", "5.001", "5.002"), energies());
    assertEquals(List.of(), scene.codes());
  }

  @Test
  void withholdsAFallAndALeapAndAWrongZero() throws Exception {
    read(OLD, "100.000");
    read(OLD, "0.000");
    read(OLD, "100.001");
    read(OLD, "2000.000"); // 2 MWh in ten seconds
    read(OLD, "100.002");
    assertEquals(List.of("100.000", "100.001", "100.002"), energies());
    assertEquals(List.of("counter-fell", "counter-leapt"), scene.codes());
  }

  @Test
  void remembersAcrossARestartWhereACounterStood() throws Exception {
    read(OLD, "100.000");
    scene.restart();
    read(OLD, "99.999");
    assertEquals(List.of("100.000"), energies());
    assertEquals(List.of("counter-fell"), scene.codes());
  }

  @Test
  void letsACounterGoOnThatWasSetBack() throws Exception {
    read(OLD, "100.000");
    read(OLD, "0.001");
    read(OLD, "0.002");
    scene.counters.meterChange("house", true);
    read(OLD, "0.004");
    assertEquals(List.of("100.000", "100.002"), energies());
    assertThrows(DecisionRefused.class, () -> scene.counters.meterChange("house", true));
  }

  @Test
  void letsACounterBeginAnewThatWasSetBack() throws Exception {
    read(OLD, "100.000");
    read(OLD, "0.001");
    scene.counters.meterChange("house", false);
    read(OLD, "0.002");
    assertEquals(List.of("100.000", "0.002"), energies());
  }

  @Test
  void aNewMeterWithoutAScaleWaitsForBoth() throws Exception {
    House old = new House(OLD, 10, 5_000_000);
    for (int i = 0; i < 60; i++) {
      scene.read(old, 500);
    }
    House young = new House(NEW, 1, 1_000);
    for (int i = 0; i < 60; i++) {
      young.use(500, 10);
      Reading r = young.reading(500, true);
      scene.pass(
          new Reading(
              r.meter(),
              1,
              r.origin(),
              scene.time.now().plusSeconds(10),
              r.meterTime(),
              r.measurements()));
    }
    assertTrue(scene.codes().contains("meter-changed"));
    assertEquals(60, energies().size());
    scene.counters.meterChange("house", true);
    List<Delivered> all = delivered();
    assertEquals(120, all.size());
    assertEquals(all.get(59).value(), all.get(60).value(), "where the old one ended");
    assertEquals(
        new BigDecimal(82), all.get(119).value().subtract(all.get(60).value()), "59 times 1.39 Wh");
  }

  private List<Delivered> delivered() throws Exception {
    energies();
    return scene.of("energy_import");
  }

  @Test
  void refusesWhereNothingHasChanged() throws Exception {
    assertThrows(DecisionRefused.class, () -> scene.counters.meterChange("house", false));
    read(OLD, "100.000");
    assertThrows(DecisionRefused.class, () -> scene.counters.meterChange("house", true));
  }
}
