// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.SampleReadings;
import org.metergate.web.PageScene;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The history in the units of a home, and what is derived from what a meter sends. */
class HistoryUnitsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String HOUR = "&from=2026-11-20T12:00Z&to=2026-11-20T13:00Z";
  private static final Unit GJ = new Unit("GJ", "GJ");
  private static final Unit PRODUCT = new Unit("m3*degC", "m³×°C");

  @TempDir Path folder;
  private PageScene scene;

  @BeforeEach
  void serve() throws Exception {
    scene = new PageScene(folder, NOON, ZoneId.of("UTC"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Measurement counter(String name, Dimension dimension, String number, Unit unit) {
    Quantity quantity = new Quantity(name, Quantity.Kind.COUNTER, dimension, name);
    return SampleReadings.decimal(quantity, new BigDecimal(number), unit, name);
  }

  private static Measurement gauge(String name, String number, Unit unit) {
    Quantity quantity = new Quantity(name, Quantity.Kind.GAUGE, Dimension.POWER, name);
    return SampleReadings.decimal(quantity, new BigDecimal(number), unit, name);
  }

  private void receive(String meter, List<Measurement> measurements) throws Exception {
    scene.receive(
        new Reading(
            MeterRef.of(meter, "1"),
            1,
            Origin.LIVE,
            scene.time.now(),
            Optional.empty(),
            measurements));
  }

  /** An hour with a telegram each minute. */
  private void dutchHour() throws Exception {
    for (int minute = 0; minute <= 60; minute++) {
      receive(
          "electricity",
          List.of(
              counter("energy_import_t1", Dimension.ENERGY, 1000 + minute + ".500", Unit.KWH),
              counter("energy_import_t2", Dimension.ENERGY, "2000.250", Unit.KWH),
              gauge("power_import", "0.000", Unit.KW),
              gauge("power_export", "1.250", Unit.KW)));
      scene.pause(Duration.ofMinutes(1));
    }
  }

  private List<Map<?, ?>> rows(String query) throws Exception {
    String body = scene.get("/api/v1/history?" + query).body();
    Object parsed = new Load(LoadSettings.builder().build()).loadFromString(body);
    List<Map<?, ?>> rows = new ArrayList<>();
    Object found = ((Map<?, ?>) parsed).get("rows");
    assertTrue(found != null, body);
    ((List<?>) found).forEach(row -> rows.add((Map<?, ?>) row));
    return rows;
  }

  private static Map<?, ?> row(List<Map<?, ?>> rows, String quantity) {
    List<Map<?, ?>> found =
        rows.stream()
            .filter(row -> row.get("quantity").equals(quantity))
            .<Map<?, ?>>map(r -> r)
            .toList();
    assertEquals(1, found.size(), quantity + " in " + rows);
    return found.get(0);
  }

  @Test
  void withoutAskingThereIsNothingDerived() throws Exception {
    dutchHour();
    List<Map<?, ?>> rows = rows("meter=electricity&every=hour" + HOUR);
    assertEquals(4, rows.size(), rows.toString());
    assertTrue(rows.stream().allMatch(row -> row.get("derived").equals(false)), rows.toString());
    assertEquals("kW", row(rows, "power_export").get("unit"));
  }

  /** As a pulse input does whose unit is changed in the configuration. */
  @Test
  void aMeterThatChangesItsUnitGoesOnInTheFirst() throws Exception {
    for (int minute = 0; minute <= 120; minute++) {
      boolean first = minute < 60;
      receive(
          "heat",
          List.of(
              counter(
                  "heat_energy",
                  Dimension.HEAT_ENERGY,
                  first ? 35_000 + minute + ".5" : "35." + String.format("%03d5", minute),
                  first ? Unit.KWH : new Unit("MWh", "MWh"))));
      scene.pause(Duration.ofMinutes(1));
    }
    List<String> quarters = new ArrayList<>();
    for (Map<?, ?> quarter :
        rows("meter=heat&every=15min&from=2026-11-20T12:00Z&to=2026-11-20T14:00Z")) {
      quarters.add(quarter.get("value") + " " + quarter.get("unit") + " " + quarter.get("delta"));
    }
    assertEquals(
        List.of(
            "35015.5 kWh 15.0",
            "35030.5 kWh 15.0",
            "35045.5 kWh 15.0",
            "35060.5 kWh 15.0",
            "35075.5 kWh 15.0",
            "35090.5 kWh 15.0",
            "35105.5 kWh 15.0",
            "35120.5 kWh 15.0"),
        quarters);
    for (Map<?, ?> reading : rows("meter=heat&every=raw&from=2026-11-20&to=2026-11-21")) {
      Object delta = reading.get("delta");
      assertTrue(delta == null || Double.parseDouble(delta.toString()) <= 1, reading.toString());
    }
  }

  @Test
  void inTheUnitsOfAHomeThereIsTheNetPowerAndTheTotal() throws Exception {
    dutchHour();
    List<Map<?, ?>> rows = rows("meter=electricity&every=hour&units=home" + HOUR);
    assertEquals(6, rows.size(), rows.toString());
    Map<?, ?> net = row(rows, "power");
    assertEquals(true, net.get("derived"));
    assertEquals("W", net.get("unit"));
    assertEquals(-1250.0, ((Number) net.get("mean")).doubleValue());
    Map<?, ?> total = row(rows, "energy_import");
    assertEquals("kWh", total.get("unit"));
    assertEquals(3060.75, ((Number) total.get("value")).doubleValue());
    assertEquals(60, ((Number) total.get("delta")).intValue());
    List<Map<?, ?>> raw =
        rows(
            "meter=electricity&every=raw&units=home&quantity=power&from=2026-11-20T12:00Z"
                + "&to=2026-11-20T12:01Z");
    assertEquals("=power_import-power_export", row(raw, "power").get("register"));
    assertEquals(-1250, ((Number) row(raw, "power").get("value")).intValue());
  }

  @Test
  void aDerivedQuantityIsThereInTheMetersUnitIfItIsNamed() throws Exception {
    dutchHour();
    List<Map<?, ?>> rows = rows("meter=electricity&every=hour&quantity=power" + HOUR);
    assertEquals("kW", row(rows, "power").get("unit"));
    String meters = scene.get("/api/v1/meters").body();
    assertTrue(
        meters.contains(
            "\"quantity\":\"power\",\"kind\":\"gauge\",\"unit\":\"kW\",\"derived\":true"),
        meters);
  }

  private void heatHour(boolean products) throws Exception {
    for (int minute = 0; minute <= 60; minute++) {
      BigDecimal cubicMetres = BigDecimal.valueOf(minute, 1);
      List<Measurement> list = new ArrayList<>();
      list.add(counter("heat_energy", Dimension.HEAT_ENERGY, "3." + (100 + minute * 14), GJ));
      list.add(
          counter(
              "volume",
              Dimension.VOLUME,
              cubicMetres.add(BigDecimal.TEN).setScale(2).toString(),
              Unit.M3));
      if (products) {
        BigDecimal flow = cubicMetres.multiply(new BigDecimal("60")).setScale(0);
        BigDecimal back = cubicMetres.multiply(new BigDecimal("30")).setScale(0);
        list.add(
            counter(
                "volume_times_flow_temperature",
                Dimension.NUMBER,
                flow.add(new BigDecimal("5000")).toString(),
                PRODUCT));
        list.add(
            counter(
                "volume_times_return_temperature",
                Dimension.NUMBER,
                back.add(new BigDecimal("3000")).toString(),
                PRODUCT));
      }
      receive("heat", list);
      scene.pause(Duration.ofMinutes(1));
    }
  }

  @Test
  void coolingOfAnIntervalIsThatOfTheRegistersOfVolumeTimesTemperature() throws Exception {
    heatHour(true);
    Map<?, ?> cooling = row(rows("meter=heat&every=hour&units=home" + HOUR), "cooling");
    assertEquals(30.0, ((Number) cooling.get("mean")).doubleValue());
    assertEquals("K", cooling.get("unit"));
    assertEquals(true, cooling.get("derived"));
    assertEquals(null, cooling.get("value"));
    assertEquals(60, cooling.get("readings"));
    List<Map<?, ?>> named = rows("meter=heat&every=hour&quantity=cooling" + HOUR);
    assertEquals(List.of(cooling), named);
  }

  @Test
  void coolingFollowsFromEnergyAndVolumeWhereThereIsNothingBetter() throws Exception {
    heatHour(false);
    Map<?, ?> cooling = row(rows("meter=heat&every=hour&units=home&heat=MWh" + HOUR), "cooling");
    // 0.840 GJ = 233.33 kWh of 6 m3: 233.33 / 6 / 1.1518
    assertEquals(33.8, ((Number) cooling.get("mean")).doubleValue(), 0.5);
    List<Map<?, ?>> quarters = rows("meter=heat&every=15min&quantity=cooling" + HOUR);
    assertEquals(4, quarters.size());
    assertEquals(
        List.of(),
        rows("meter=heat&every=hour&quantity=cooling&from=2026-11-21&to=2026-11-21T02:00"));
  }

  /** Energy and volume that grew between different readings give no difference of temperatures. */
  @Test
  void thereIsNoCoolingOfCountersThatAreNotReadTogether() throws Exception {
    for (int minute = 0; minute <= 120; minute++) {
      List<Measurement> list = new ArrayList<>();
      String energy = "3." + (1000 + minute * 14);
      list.add(counter("heat_energy", Dimension.HEAT_ENERGY, energy, GJ));
      if (minute % 7 == 0) {
        list.add(counter("volume", Dimension.VOLUME, 10 + minute + ".00", Unit.M3));
      }
      receive("heat", list);
      scene.pause(Duration.ofMinutes(1));
    }
    assertEquals(List.of(), rows("meter=heat&every=hour&quantity=cooling" + HOUR));
    assertEquals(2, rows("meter=heat&every=hour&units=home" + HOUR).size());
  }

  @Test
  void heatIsInTheUnitThatIsAskedFor() throws Exception {
    heatHour(false);
    Map<?, ?> mwh = row(rows("meter=heat&every=hour&units=home&heat=MWh" + HOUR), "heat_energy");
    assertEquals("MWh", mwh.get("unit"));
    assertEquals(0.2333, ((Number) mwh.get("delta")).doubleValue(), 0.0002);
    assertEquals("GJ", row(rows("meter=heat&every=hour" + HOUR), "heat_energy").get("unit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"units=feet", "units=home&heat=Gcal", "heat=GJ", "units=meter&heat=GJ"})
  void unitsThatThereAreNotAreRefused(String query) throws Exception {
    dutchHour();
    var answer = scene.get("/api/v1/history?meter=electricity&from=2026-11-20&" + query);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("'units' must be meter or home"), answer.body());
    assertFalse(answer.body().contains("rows"), answer.body());
  }
}
