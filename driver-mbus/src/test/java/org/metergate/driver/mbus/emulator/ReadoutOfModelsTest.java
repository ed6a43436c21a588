// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.driver.mbus.register.Readout;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Value;

/** What the driver publishes of each emulated meter. */
class ReadoutOfModelsTest {
  /** The counters of each meter with their units. */
  private static final Map<Model, Set<String>> COUNTERS =
      Map.of(
          Model.MULTICAL_603,
          heat("error_hours h", "operating_hours h"),
          Model.MULTICAL_403,
          heat("operating_hours min"),
          Model.MULTICAL_303,
          heat("error_hours h", "operating_hours h"),
          Model.MULTICAL_302,
          heat("error_hours h", "operating_hours h", "cooling_energy kWh"),
          Model.MULTICAL_601,
          Set.of(
              "heat_energy kWh",
              "volume m3",
              "operating_hours h",
              "tariff_energy_2 kWh",
              "tariff_energy_3 kWh"),
          Model.FLOWIQ_2101,
          Set.of("water_volume m3", "water_volume_reverse m3", "operating_hours h"),
          Model.ELECTRICITY_382,
          Set.of("energy_import kWh", "operating_hours h"));

  /** What nobody here knows the meaning of. */
  private static final Map<Model, List<String>> UNNAMED =
      Map.of(
          Model.MULTICAL_601,
          List.of("register_84c040_06", "register_0f_raw", "register_c4c040_06"),
          Model.ELECTRICITY_382,
          List.of("register_8450_06", "register_8460_06", "register_0f_raw"));

  private static Set<String> heat(String... others) {
    Set<String> all = new HashSet<>(List.of(others));
    all.addAll(
        List.of(
            "heat_energy kWh",
            "volume m3",
            "volume_times_flow_temperature m3*degC",
            "volume_times_return_temperature m3*degC"));
    return all;
  }

  private static Readout read(Model model) {
    try {
      return Readout.of(List.of(new TestBus("model=" + model.option()).read(1)));
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  /** The measurements of each reading: of the present, and of each storage. */
  private static List<List<Measurement>> readings(Readout readout) {
    List<List<Measurement>> readings = new ArrayList<>();
    readings.add(readout.measurements());
    readout.stored().forEach(stored -> readings.add(stored.measurements()));
    return readings;
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void noTwoMeasurementsOfOneReadingHaveTheSameNameOrLabel(Model model) {
    for (List<Measurement> reading : readings(read(model))) {
      Set<String> names = new HashSet<>();
      Set<String> labels = new HashSet<>();
      for (Measurement one : reading) {
        assertTrue(names.add(one.quantity().name()), one.toString());
        assertTrue(labels.add(one.quantity().label()), one.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void theCountersAreThoseThatOnlyRise(Model model) {
    Set<String> counters = new TreeSet<>();
    for (Measurement one : read(model).measurements()) {
      if (one.quantity().kind() == Kind.COUNTER) {
        counters.add(one.quantity().name() + " " + one.unit().ascii());
      }
    }
    assertEquals(new TreeSet<>(COUNTERS.get(model)), counters);
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void allButTheUnknownHasANameAndAllNumbersHaveAUnit(Model model) {
    Readout readout = read(model);
    List<String> unnamed = new ArrayList<>();
    for (List<Measurement> reading : readings(readout)) {
      for (Measurement one : reading) {
        if (one.quantity().name().startsWith("register_")) {
          unnamed.add(one.quantity().name());
        }
        if (one.value() instanceof Value.Decimal) {
          assertNotNull(one.unit(), one.toString());
        }
      }
    }
    assertEquals(UNNAMED.getOrDefault(model, List.of()), unnamed);
    assertEquals(List.of(), readout.invalid());
  }

  @Test
  void theDateOfTheStoredValuesIsTheTargetDate() {
    Readout readout = read(Model.MULTICAL_603);
    assertEquals("2026-01-01T00:00:00", readout.stored().get(0).at().toString());
    List<String> dates =
        readout.measurements().stream()
            .filter(one -> one.quantity().name().equals("target_date"))
            .map(one -> one.value().toString())
            .toList();
    assertEquals(List.of("2026-01-01"), dates);
  }
}
