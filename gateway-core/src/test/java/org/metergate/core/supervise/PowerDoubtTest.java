// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.House;

/** The power of a meter contradicts its other values, or does not come. */
class PowerDoubtTest {
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

  /** Ten seconds that count a power; voltages and currents of another, and one that is sent. */
  private Reading reading(House house, double counted, double watts, double sent) {
    List<Measurement> more = new ArrayList<>();
    long hundredths = Math.round(watts / 3 / 230 * 100);
    for (int phase = 1; phase <= 3; phase++) {
      more.add(House.gauge(of("voltage_l" + phase, Dimension.VOLTAGE), 230, 0, Unit.V));
      more.add(House.gauge(of("current_l" + phase, Dimension.CURRENT), hundredths, 2, Unit.A));
    }
    house.use(counted, 10);
    return house.reading(sent, true, more.toArray(new Measurement[0]));
  }

  private static Quantity of(String name, Dimension dimension) {
    return new Quantity(name, Quantity.Kind.GAUGE, dimension, name);
  }

  private void pass(House house, double watts, double sent, int telegrams) throws Exception {
    for (int i = 0; i < telegrams; i++) {
      scene.pass(reading(house, watts, watts, sent));
    }
    scene.deliver();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void aPowerThatIsTenTimesTooLowIsWithheldAndNothingElse(int wattHours) throws Exception {
    House house = new House(wattHours, 19_765_000);
    pass(house, 6000, 6000, 60);
    assertTrue(scene.codes().contains("energy-scale-found"), scene.codes().toString());
    scene.found.clear();

    pass(house, 6000, 600, 400);
    assertEquals(List.of("power-doubted"), scene.codes());
    Finding doubt = scene.found.get(0);
    assertEquals("10", doubt.parameters().get("factor"));
    assertEquals(60 + 400, scene.of("energy_import").size());
    assertEquals(60 + 400, scene.of("current_l2").size());
    int powers = scene.of("power_import").size();
    assertTrue(powers < 60 + 200, "withheld after 200 Wh, not after " + powers);
    Reading newest = scene.journal.readings().newestOf("house").orElseThrow().reading();
    assertEquals(
        new BigDecimal(600),
        newest.measurement("power_import").map(Measurement::raw).orElseThrow(),
        "its number is kept");

    scene.found.clear();
    pass(house, 6000, 6000, 10);
    assertEquals(List.of(), scene.codes(), "it fits again");
    assertEquals(powers + 10, scene.of("power_import").size());
    List<CounterScene.Delivered> energies = scene.of("energy_import");
    assertEquals(
        BigDecimal.valueOf(house.count() * wattHours), energies.get(energies.size() - 1).value());
  }

  @Test
  void countersAreStoppedWhereVoltagesAndCurrentsAgreeWithThePower() throws Exception {
    House house = new House(10, 19_765_000);
    pass(house, 6000, 6000, 60);
    scene.found.clear();
    for (int i = 0; i < 400; i++) {
      scene.pass(reading(house, 6000, 600, 600));
    }
    assertTrue(scene.codes().contains("energy-scale-doubted"), scene.codes().toString());
    assertFalse(scene.codes().contains("power-doubted"), scene.codes().toString());
  }

  @Test
  void theScaleHasToBeGivenWhereNoPowerComes() throws Exception {
    House house = new House(10, 19_765_000);
    for (int i = 0; i < 30; i++) {
      passEnergies(house);
    }
    scene.deliver();
    assertEquals(List.of("energy-scale-open", "energy-scale-needed"), scene.codes());
    Finding last = scene.found.get(scene.found.size() - 1);
    assertEquals("energy-scale-needed", last.code().id());
    assertEquals(List.of(), scene.of("energy_import"));

    assertNotNull(scene.counters.scale("house", BigDecimal.valueOf(house.count() * 10, 3)));
    scene.found.clear();
    passEnergies(house);
    scene.deliver();
    assertEquals(List.of(), scene.codes());
    assertEquals(31, scene.of("energy_import").size());
  }

  @Test
  void theScaleIsAwaitedWherePowerComesInOtherTelegrams() throws Exception {
    House house = new House(10, 19_765_000);
    for (int i = 0; i < 20; i++) {
      house.use(100, 10);
      scene.pass(house.reading(100, i % 6 == 0));
    }
    assertEquals(List.of("energy-scale-open"), scene.codes());
  }

  private void passEnergies(House house) throws Exception {
    house.use(6000, 10);
    Reading all = house.reading(0, true);
    scene.pass(
        all.withMeasurements(
            all.measurements().stream()
                .filter(m -> m.quantity().name().startsWith("energy"))
                .toList()));
  }
}
