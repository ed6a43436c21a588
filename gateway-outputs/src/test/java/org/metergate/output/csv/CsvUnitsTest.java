// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.SampleReadings;

/** Converted and derived values in files. */
class CsvUnitsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String HEAD = "id,time,utc_offset,meter_time,origin,identifier,";

  @TempDir Path folder;
  private OutputScene scene;

  private void receive(String number, Measurement... telegram) throws Exception {
    scene.time.pause(Duration.ofSeconds(10));
    scene
        .journal
        .readings()
        .append(
            new Reading(
                MeterRef.of("electricity", number),
                1,
                Origin.LIVE,
                scene.time.now(),
                Optional.empty(),
                List.of(telegram)));
    scene.deliver();
  }

  private List<String> lines(String file) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("csv/electricity/" + file))) {
      lines.add(line.startsWith("id") ? line : line.replaceAll("^(\\d+),.*live,", "$1 "));
    }
    return lines;
  }

  private static Measurement energy(String wattHours) {
    return SampleReadings.decimal(
        Quantities.ENERGY_IMPORT, new BigDecimal(wattHours), Unit.WH, "1.8.0");
  }

  private static Measurement tariff(int number, String kilowattHours) {
    Quantity total = Quantities.ENERGY_IMPORT;
    return SampleReadings.decimal(
        new Quantity(total.name() + "_t" + number, total.kind(), total.dimension(), "Tariff"),
        new BigDecimal(kilowattHours),
        Unit.KWH,
        "1.8." + number);
  }

  @Test
  void changedUnitsHaveColumnsOfTheirOwnAndNoDifferenceFromTheOthers() throws Exception {
    String[] settings = {"folder: " + folder.resolve("csv"), "units: meter"};
    scene = new OutputScene(folder, new CsvOutputType(), NOON, settings);
    receive("7", energy("5000"));
    receive("7", energy("5010"));
    settings[1] = "units: home";
    scene.restart();
    receive("7", energy("5030"));
    receive("7", energy("5031"));
    settings[1] = "units: meter";
    scene.restart();
    receive("7", energy("5040"));
    scene.close();

    assertEquals(
        List.of(HEAD + "energy_import (Wh),energy_import_delta (Wh)", "1 7,5000,", "2 7,5010,10"),
        lines("electricity-2026-11-20.csv"));
    assertEquals(
        List.of(
            HEAD
                + "energy_import (Wh),energy_import_delta (Wh)"
                + ",energy_import (kWh),energy_import_delta (kWh)",
            "3 7,,,5.030,",
            "4 7,,,5.031,0.001",
            "5 7,5040,,,"),
        lines("electricity-2026-11-20-2.csv"));
  }

  @Test
  void aSumHasDifferencesFromTheSumBefore() throws Exception {
    scene =
        new OutputScene(
            folder, new CsvOutputType(), NOON, "folder: " + folder.resolve("csv"), "derived: true");
    receive("7", tariff(1, "10.000"), tariff(2, "20.000"));
    receive("7", tariff(1, "10.001"), tariff(2, "20.002"));
    receive("7", tariff(1, "10.005"));
    receive("7", tariff(1, "10.006"), tariff(2, "20.002"));
    scene.close();

    assertEquals(
        List.of(
            HEAD
                + "energy_import_t1 (kWh),energy_import_t1_delta (kWh)"
                + ",energy_import_t2 (kWh),energy_import_t2_delta (kWh)"
                + ",energy_import (kWh),energy_import_delta (kWh)",
            "1 7,10.000,,20.000,,30.000,",
            "2 7,10.001,0.001,20.002,0.002,30.003,0.003",
            "3 7,10.005,0.004,,,,",
            "4 7,10.006,0.001,20.002,0.000,30.008,0.005"),
        lines("electricity-2026-11-20.csv"));
  }
}
