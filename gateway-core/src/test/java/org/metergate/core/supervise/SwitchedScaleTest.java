// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A grid company switches what a count is, while 6 kW flow: 16.7 Wh in ten seconds. */
class SwitchedScaleTest {
  private static final Duration SOME = Duration.ofSeconds(30);

  @TempDir Path folder;
  private int scenes;

  private ScaleScene scene() throws Exception {
    return new ScaleScene(Files.createDirectory(folder.resolve("scene-" + scenes++)));
  }

  /** All sequences of commands up to a length, with repetitions. */
  private static List<String> orders(int most) {
    List<String> all = new ArrayList<>();
    List<String> longest = List.of("");
    for (int length = 1; length <= most; length++) {
      List<String> longer = new ArrayList<>();
      for (String order : longest) {
        for (char command : "SCN".toCharArray()) {
          longer.add(order + command);
        }
      }
      all.addAll(longer);
      longest = longer;
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"10, 1, 3,", "1, 10, 3,", "10, 1, 1, r", "1, 10, 2, r", "10, 1, 2, k", "1, 10, 1, k"})
  void anyOrderOfTheCommandsGivesTheRightSeries(int before, int after, int most, String restarts)
      throws Exception {
    for (String order : orders(most)) {
      try (ScaleScene scene = scene()) {
        scene.read(before, Duration.ofMinutes(2));
        pause(scene, restarts);
        scene.read(after, SOME);
        assertTrue(
            scene.reported.toString().contains("energy-scale-switched"), order + scene.reported);
        for (char command : order.toCharArray()) {
          pause(scene, restarts);
          scene.command(command, after);
          scene.read(after, SOME);
        }
        scene.deliver();
        assertRight(scene, after, order);
      }
    }
  }

  /** In good order (r) or by a kill (k), in which some was delivered. */
  private static void pause(ScaleScene scene, String restarts) throws Exception {
    if (restarts != null) {
      scene.deliver();
      if (restarts.equals("r")) {
        scene.restart();
      } else {
        scene.kill();
      }
    }
  }

  private static void assertRight(ScaleScene scene, int wattHours, String order) throws Exception {
    for (String quantity : List.of("energy_import", "energy_export", "reactive_energy_import")) {
      List<BigDecimal> mqtt = scene.mqtt(quantity);
      assertSteady(mqtt, quantity + " after " + order);
      assertSteady(scene.csv(quantity), quantity + " in CSV after " + order);
      assertEquals(plain(mqtt), plain(scene.csv(quantity)), "CSV after " + order);
      assertEquals(plain(mqtt), plain(scene.influx(quantity)), "InfluxDB after " + order);
    }
    List<BigDecimal> imported = scene.mqtt("energy_import");
    BigDecimal shown = scene.raw().multiply(BigDecimal.valueOf(wattHours));
    BigDecimal last = imported.get(imported.size() - 1);
    assertEquals(0, shown.compareTo(last), order + " stuck at " + last + ", not " + shown);
  }

  private static List<BigDecimal> plain(List<BigDecimal> values) {
    return values.stream().map(BigDecimal::stripTrailingZeros).toList();
  }

  /** No fall, no step that 6 kW do not make, nothing below zero. */
  private static void assertSteady(List<BigDecimal> values, String message) {
    assertTrue(values.size() > 10, message + " " + values);
    for (int i = 1; i < values.size(); i++) {
      BigDecimal step = values.get(i).subtract(values.get(i - 1));
      assertTrue(step.signum() >= 0, message + " " + values);
      assertTrue(step.compareTo(BigDecimal.valueOf(150)) <= 0, message + " " + values);
    }
    assertTrue(values.get(0).signum() >= 0, message);
  }
}
