// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the meters count agrees with physics and with itself. */
class ModelTest {
  private static final double NOON =
      LocalDateTime.parse("2026-01-15T12:00:00").toEpochSecond(ZoneOffset.UTC);

  private static final List<String> COUNTERS =
      List.of("06", "13", "14", "15", "22", "FF07", "FF08", "A5FF21");

  private static Map<String, Long> read(Model model, double seconds) {
    Map<String, Long> read = new LinkedHashMap<>();
    for (Field field : model.records(1, 72_000_001, new Moment(seconds))) {
      assertNull(read.put(field.code(), field.steps()), field.code() + " twice");
    }
    return read;
  }

  private static String vif(String code) {
    return code.split("-")[1];
  }

  private static boolean isCounter(String code) {
    return COUNTERS.contains(vif(code)) && (code.charAt(0) == '0' || code.charAt(0) == '8');
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void noCounterFallsAndEnergyOrVolumeRise(Model model) {
    Map<String, Long> before = read(model, NOON);
    for (int hour = 1; hour <= 48; hour++) {
      Map<String, Long> now = read(model, NOON + hour * 3600);
      assertEquals(before.keySet(), now.keySet());
      for (String code : now.keySet()) {
        if (isCounter(code)) {
          assertTrue(now.get(code) >= before.get(code), code + " at hour " + hour);
        }
      }
      before = now;
    }
    String main = model == Model.FLOWIQ_2101 ? "04-13" : "04-06";
    assertTrue(before.get(main) > read(model, NOON).get(main), main);
  }

  /** 1.16 kWh warm one cubic metre of water by one kelvin; E8 has a hundred steps of the volume. */
  @ParameterizedTest
  @CsvSource({
    "MULTICAL_302, 04-14, 100",
    "MULTICAL_303, 04-14, 100",
    "MULTICAL_403, 04-14, 100",
    "MULTICAL_603, 04-15, 10"
  })
  void heatAndVolumeFitTheTemperatures(Model model, String volume, double perCubicMetre) {
    Map<String, Long> now = read(model, NOON);
    double step = 100 / perCubicMetre;
    double difference = (now.get("04-FF07") - now.get("04-FF08")) * step;
    assertEquals(1.16, now.get("04-06") / difference, 0.001);
    double cubicMetres = now.get(volume) / perCubicMetre;
    assertEquals(70, now.get("04-FF07") * step / cubicMetres, 8, "mean flow temperature");
    assertEquals(
        now.get("02-59") / 100.0, now.get("04-FF07") * step / cubicMetres, 3, "and that of now");
  }

  @Test
  void powerAndFlowFitTheTemperatures() {
    Map<String, Long> now = read(Model.MULTICAL_302, NOON);
    double kilowatts = now.get("04-2D") / 10.0;
    double cubicMetresPerHour = now.get("04-3B") / 1000.0;
    assertEquals(kilowatts, 1.16 * cubicMetresPerHour * now.get("02-61") / 100, 0.2);
    assertEquals(now.get("02-61"), now.get("02-59") - now.get("02-5D"), 1);
  }

  /** The short list of a 403 has neither, and the 382 has no target. */
  @ParameterizedTest
  @EnumSource(value = Model.class, mode = Mode.EXCLUDE, names = "MULTICAL_403")
  void noHighestValueIsBelowThePresentOneAndNoTargetAboveIt(Model model) {
    Set<Character> compared = new HashSet<>();
    for (int hour = 0; hour < 24; hour++) {
      Map<String, Long> now = read(model, NOON + hour * 3600);
      for (Map.Entry<String, Long> read : now.entrySet()) {
        String code = read.getKey();
        char kind = code.charAt(0);
        Long present = now.get((kind == 'C' ? "8" : "0") + code.substring(1));
        if (present != null && kind == '1') {
          compared.add('1');
          assertTrue(read.getValue() >= present, code);
        }
        if (present != null && (kind == '4' || kind == 'C') && COUNTERS.contains(vif(code))) {
          compared.add('4');
          assertTrue(read.getValue() <= present, code);
        }
      }
    }
    assertEquals(model == Model.ELECTRICITY_382 ? Set.of('1') : Set.of('1', '4'), compared);
  }

  /** As for a meter of the demonstration, whose past is read before it is switched on. */
  @Test
  void theCountersBeginWithTheInstallationAndCountTheMeanLoad() {
    double kilowattHours = 2.1 * 24 * 365;
    long afterAYear = read(Model.MULTICAL_403, Load.INSTALLED + 365 * 86_400.0).get("04-06");
    assertEquals(kilowattHours, afterAYear, 20);
    assertEquals(0, read(Model.MULTICAL_403, Load.INSTALLED - 86_400).get("04-06"));
  }
}
