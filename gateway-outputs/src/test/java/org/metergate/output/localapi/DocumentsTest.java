// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.output.served.Channel;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.JsonTree;

final class DocumentsTest {
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  private static String text(Snapshot meter) {
    return DataJson.of(meter, Snapshots.IDENTITY, COPENHAGEN);
  }

  private static Map<String, Object> data(Snapshot meter) {
    return JsonTree.object(text(meter));
  }

  private static String energy(Snapshot meter) {
    return EnergyJson.of(meter, Optional.empty()).orElseThrow();
  }

  @Test
  void aMeterWithoutTariffsShowsItsTotalAsTheFirstToo() {
    assertEquals(
        "{\"wifi_ssid\":\"metergate\",\"total_power_import_kwh\":16532.620,"
            + "\"total_power_import_t1_kwh\":16532.620,\"total_power_export_kwh\":0.010,"
            + "\"total_power_export_t1_kwh\":0.010,\"active_power_w\":-250}",
        text(
            Snapshots.of(
                "energy_import=16532620",
                "energy_export=10",
                "power_import=0",
                "power_export=250")));
  }

  @Test
  void aMeterWithTariffsShowsThemAndItsTotal() {
    Map<String, Object> data =
        data(
            Snapshots.of(
                "energy_import=3000",
                "energy_import_t1=1000",
                "energy_import_t2=2000",
                "power_import=1"));
    assertEquals("3.000", data.get("total_power_import_kwh").toString());
    assertEquals("1.000", data.get("total_power_import_t1_kwh").toString());
    assertEquals("2.000", data.get("total_power_import_t2_kwh").toString());
    assertFalse(data.containsKey("total_power_import_t3_kwh"));
  }

  @Test
  void whatIsNotMeasuredIsAbsentAndNeverZero() {
    assertEquals(
        Set.of("wifi_ssid", "active_power_w"), data(Snapshots.of("power_import=5")).keySet());
    assertEquals("{\"power\":5,\"agePower\":1234}", energy(Snapshots.of("power_import=5")));
    Map<String, Object> oneWay =
        data(Snapshots.of("power_import=5", "power_export=0", "power_import_l1=3"));
    assertFalse(oneWay.containsKey("active_power_l1_w"), "its direction is not known");
    assertEquals(
        Optional.empty(), EnergyJson.of(Snapshots.of("energy_import=1"), Optional.empty()));
  }

  @Test
  void phasesHaveSignedPowersAndTheirVoltagesAndCurrents() {
    Map<String, Object> data =
        data(
            Snapshots.of(
                "power_import=7",
                "power_export=0",
                "power_import_l2=0",
                "power_export_l2=40",
                "voltage_l2=230.1",
                "current_l2=0.18",
                "frequency=50.01"));
    assertEquals("-40", data.get("active_power_l2_w").toString());
    assertEquals("230.1", data.get("active_voltage_l2_v").toString());
    assertEquals("0.18", data.get("active_current_l2_a").toString());
    assertEquals("50.01", data.get("active_frequency_hz").toString());
    assertFalse(data.containsKey("active_current_a"), "no sum that nobody measured");
  }

  @Test
  void channelsHaveNumericTimesAndHexadecimalNumbers() {
    List<Channel> channels =
        List.of(
            new Channel(2, Channel.Kind.WATER, "water", "W7", Snapshots.value("12.345", Unit.M3)),
            new Channel(
                3, Channel.Kind.HEAT, "heat", "", Snapshots.value("1.5", new Unit("MWh", "MWh"))),
            new Channel(4, Channel.Kind.COOLING, "cold", "", Snapshots.value("1", Unit.KWH)),
            new Channel(1, Channel.Kind.GAS, "p1-gas", "G4", Snapshots.value("1.000", Unit.M3)));
    String text = text(Snapshots.with(channels, "37700720", "power_import=1"));
    assertTrue(text.contains("\"unique_id\":\"3337373030373230\""), text);
    assertTrue(
        text.contains(
            "{\"unique_id\":\"5737\",\"type\":\"water_meter\",\"timestamp\":260701115900,"
                + "\"value\":12.345,\"unit\":\"m3\"}"),
        text);
    assertTrue(
        text.contains("\"type\":\"heat_meter\",\"timestamp\":260701115900,\"value\":5.4"), text);
    assertTrue(text.contains("\"unit\":\"GJ\""), text);
    assertFalse(text.contains("cool"), text);
    assertTrue(
        text.contains(
            "\"total_gas_m3\":1.000,\"gas_timestamp\":260701115900,\"gas_unique_id\":\"4734\""),
        text);
  }

  @Test
  void aMeterWhoseNumberIsNotToldHasOneThatSaysNothing() {
    List<Channel> channels =
        List.of(new Channel(1, Channel.Kind.GAS, "p1-gas", "", Snapshots.value("1", Unit.M3)));
    String text = text(Snapshots.with(channels, "", "power_import=1"));
    String id = Snapshots.IDENTITY.pseudonym("p1-gas");
    assertTrue(id.matches("[0-9a-f]{12}"), id);
    assertTrue(text.contains("\"gas_unique_id\":\"" + Identity.hex(id) + "\""), text);
    assertFalse(text.contains("\"unique_id\":\"\""), text);
    assertFalse(id.equals(Identity.of("4567", "charger").pseudonym("p1-gas")));
  }

  @Test
  void batteriesGetWholeNumbers() {
    assertEquals(
        "{\"power\":-251,\"powerAvg\":-100,\"powerPhase1\":-40,\"energyCounterIn\":1234,"
            + "\"energyCounterInT1\":1234,\"energyCounterOut\":7,\"agePower\":1234}",
        EnergyJson.of(
                Snapshots.of(
                    "power_net=-250.6",
                    "power_net_l1=-40.4",
                    "energy_import=1234.9",
                    "energy_import_t1=1234.9",
                    "energy_export=7"),
                Optional.of(new BigDecimal("-99.9")))
            .orElseThrow());
  }

  @Test
  void aSerialIsNobodysHardwareAddressAndDiffersBetweenOutputs() {
    for (int i = 0; i < 500; i++) {
      Identity one = Identity.of("installation " + i, "charger");
      assertTrue(one.serial().matches("[0-9a-f][26ae][0-9a-f]{10}"), one.serial());
      assertFalse(one.serial().equals(Identity.of("installation " + i, "battery").serial()));
      assertEquals(one, Identity.of("installation " + i, "charger"));
    }
  }
}
