// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.output.homeassistant.KnownQuantity.Form;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.DiscoveryRules;
import org.metergate.testing.JsonTree;

class DiscoveryFormTest {
  private static final DiscoveryTopics PLACE =
      new DiscoveryTopics("homeassistant", "metergate", "attic");

  /** The units of the KMP table and of OBIS, and an unknown one. */
  private static final List<String> UNITS =
      List.of(
          ("|Wh|kWh|MWh|GWh|J|kJ|MJ|GJ|cal|kcal|Mcal|Gcal|varh|kvarh|Mvarh|VAh|kVAh|W|kW|MW|var|kvar"
                  + "|Mvar|VA|kVA|MVA|V|kV|A|kA|mA|°C|K|l|m³|l/h|m³/h|m³×°C|t|t/h|kg|h|min|s|ms|d"
                  + "|bar|m³×10|t×10|GJ×10|Hz|%|imp/l|l/imp|USgal|furlong")
              .split("\\|"));

  @Test
  void keepsHomeAssistantsRulesForEveryQuantityThatAnyDriverCouldHave() {
    int checked = 0;
    for (Dimension dimension : Dimension.values()) {
      for (Kind kind : Kind.values()) {
        List<KnownQuantity> all = new ArrayList<>();
        for (String unit : UNITS) {
          for (Form form : Form.values()) {
            Quantity quantity = new Quantity("q" + all.size(), kind, dimension, "Label");
            all.add(new KnownQuantity(quantity, new Unit(unit, unit), "1", form, all.size() % 4));
          }
        }
        String message = message(MeterRef.of("e", "1"), all);
        assertEquals(
            List.of(), DiscoveryRules.brokenBy(PLACE.topic("e"), message), dimension + " " + kind);
        DiscoveryForm.COMPONENTS
            .messages(PLACE, device(MeterRef.of("e", "1"), all))
            .forEach(
                (topic, text) ->
                    assertEquals(List.of(), DiscoveryRules.brokenBy(topic, text), topic));
        checked += all.size();
      }
    }
    assertEquals(Dimension.values().length * 3 * UNITS.size() * 4, checked);
  }

  @Test
  void describesAMeterInOneMessage() {
    Map<String, Object> message =
        JsonTree.object(message(MeterRef.of("main-1", "18290001"), household()));
    assertEquals(
        Map.of(
            "identifiers",
            List.of("metergate/attic/main-1"),
            "name",
            "main-1",
            "serial_number",
            "18290001",
            "manufacturer",
            "Kamstrup",
            "model",
            "OMNIPOWER",
            "model_id",
            "6841131BN",
            "via_device",
            "metergate/attic/bridge"),
        message.get("device"));
    assertEquals("all", message.get("availability_mode"));
    assertEquals(
        List.of(Map.of("topic", "bridge/status"), Map.of("topic", "main/availability")),
        message.get("availability"));
    assertEquals(
        Map.of(
            "platform",
            "sensor",
            "unique_id",
            "metergate/attic/main-1/power_import",
            "default_entity_id",
            "sensor.metergate_attic_main_1_power_import",
            "name",
            "Power import",
            "value_template",
            "{{ value_json['power_import'] | default('') }}",
            "device_class",
            "power",
            "state_class",
            "measurement",
            "unit_of_measurement",
            "W",
            "suggested_display_precision",
            BigDecimal.ZERO,
            "expire_after",
            BigDecimal.valueOf(60)),
        component(message, "power_import"));
    assertFalse(component(message, "energy_import").containsKey("expire_after"));
    assertEquals("diagnostic", component(message, "meter_number").get("entity_category"));
    assertEquals(false, component(message, "meter_clock").get("enabled_by_default"));
  }

  @Test
  void putsASubMeterBelowItsMeter() {
    MeterRef gas = new MeterRef("p1", "gas", "G4");
    Map<String, Object> device = map(JsonTree.object(message(gas, household())), "device");
    assertEquals("metergate/attic/p1", device.get("via_device"));
    assertEquals("p1-gas", device.get("name"));
    assertTrue(PLACE.isBelow(message(gas, household()), "p1"));
    assertFalse(PLACE.isBelow(message(gas, household()), "p"));
  }

  @Test
  void makesANewSeriesAnotherSensorAndLeavesEverythingElse() {
    String text =
        written(
            new MeterDevice(
                MeterRef.of("main", "B"),
                "",
                Nameplate.NONE,
                "",
                household(),
                List.of("A", "B"),
                "B",
                "main/state",
                "main/sensor/",
                List.of("bridge/status"),
                Duration.ofSeconds(60)));
    assertEquals(List.of(), DiscoveryRules.brokenBy(PLACE.topic("main"), text));
    Map<String, Object> message = JsonTree.object(text);
    assertEquals(Map.of("platform", "sensor"), component(message, "energy_import"));
    assertEquals(Map.of("platform", "sensor"), component(message, "energy_import_A"));
    assertEquals(
        "metergate/attic/main/energy_import_B",
        component(message, "energy_import_B").get("unique_id"));
    assertEquals(
        "metergate/attic/main/power_import", component(message, "power_import").get("unique_id"));
  }

  @Test
  void extractsCountersFromTheMessagesOfTheirMeterAloneAndEverythingElseFromAll() {
    Map<String, Object> message = JsonTree.object(message(MeterRef.of("main", "7"), household()));
    String template = "{{ value_json['energy_import'] | default('') %s}}";
    assertEquals(
        String.format(template, "if value_json['meter_id'] == '7' else '' "),
        component(message, "energy_import").get("value_template"));
    assertEquals(
        "{{ value_json['power_import'] | default('') }}",
        component(message, "power_import").get("value_template"));
    assertEquals(
        String.format(template, ""),
        component(JsonTree.object(message(MeterRef.of("main", ""), household())), "energy_import")
            .get("value_template"),
        "no number is known");
  }

  @Test
  void usesTheSensorsOfAMeterThatCameBack() {
    String text =
        written(
            new MeterDevice(
                MeterRef.of("main", "B"),
                "",
                Nameplate.NONE,
                "",
                household(),
                List.of("B", "A", "B"),
                "B",
                "main/state",
                "main/sensor/",
                List.of("bridge/state"),
                Duration.ofSeconds(60)));
    assertEquals(1, text.split("\"energy_import_B\":").length - 1, text);
    assertEquals("energy", component(JsonTree.object(text), "energy_import_B").get("device_class"));
  }

  @Test
  void describesTheGatewayItself() {
    String text =
        DiscoveryForm.DEVICES
            .messages(
                PLACE,
                new GatewayDevice(
                    "", List.of("main", "heat-1"), List.of("home"), "bridge/health", List.of("s")))
            .get(PLACE.topic("bridge"));
    assertEquals(List.of(), DiscoveryRules.brokenBy(PLACE.topic("bridge"), text));
    Map<String, Object> message = JsonTree.object(text);
    assertEquals(
        List.of(
            "verdict",
            "problem_main",
            "last_telegram_main",
            "problem_heat-1",
            "last_telegram_heat-1",
            "queued_home"),
        List.copyOf(map(message, "components").keySet()));
  }

  private static List<KnownQuantity> household() {
    return List.of(
        new KnownQuantity(Quantities.ENERGY_IMPORT, Unit.KWH, "1", Form.NUMBER, 3),
        new KnownQuantity(Quantities.POWER_IMPORT, Unit.W, "2", Form.NUMBER, 0),
        new KnownQuantity(Quantities.METER_NUMBER, Unit.NONE, "3", Form.TEXT, 0),
        new KnownQuantity(Quantities.METER_CLOCK, Unit.NONE, "4", Form.LOCAL_TIME, 0));
  }

  private static String message(MeterRef meter, List<KnownQuantity> quantities) {
    return written(device(meter, quantities));
  }

  private static MeterDevice device(MeterRef meter, List<KnownQuantity> quantities) {
    return new MeterDevice(
        meter,
        "",
        Nameplate.of("Kamstrup", "OMNIPOWER").withModelId("6841131BN"),
        "",
        quantities,
        List.of(),
        meter.identifier(),
        "main/state",
        "main/sensor/",
        List.of("bridge/status", "main/availability"),
        Duration.ofSeconds(60));
  }

  /** Writes the one message of a meter. */
  private static String written(MeterDevice device) {
    return DiscoveryForm.DEVICES
        .messages(PLACE, device)
        .get(PLACE.topic(device.meter().displayName()));
  }

  private static Map<String, Object> component(Map<String, Object> message, String key) {
    return map(map(message, "components"), key);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) parent.get(key);
  }

  @Test
  void announcesTheSameEntitiesInBothForms() {
    MeterDevice meter =
        new MeterDevice(
            MeterRef.of("main-1", "B"),
            "Main meter",
            Nameplate.NONE,
            "http://192.168.1.5:8080/",
            household(),
            List.of("A", "B"),
            "B",
            "main/state",
            "main/sensor/",
            List.of("bridge/status"),
            Duration.ofSeconds(60));
    Map<String, Object> inOne = map(JsonTree.object(written(meter)), "components");
    Map<String, String> alone = DiscoveryForm.COMPONENTS.messages(PLACE, meter);
    assertEquals(inOne.size(), alone.size());
    for (String key : inOne.keySet()) {
      Map<String, Object> options = new LinkedHashMap<>(map(inOne, key));
      Object platform = options.remove("platform");
      String message =
          alone.get("homeassistant/" + platform + "/metergate-attic/main-1-" + key + "/config");
      if (options.isEmpty()) {
        assertEquals("", message, key + " is removed");
      } else {
        Map<String, Object> own = JsonTree.object(message);
        assertEquals("Main meter", map(own, "device").get("name"));
        options.remove("value_template");
        assertTrue(own.entrySet().containsAll(options.entrySet()), message);
        assertFalse(own.containsKey("value_template"), message);
        assertEquals("main/sensor/" + key, own.get("state_topic"));
      }
    }
  }

  @Test
  void showsARecordOfThePastAsNoMeasurementThatExpires() {
    KnownQuantity peak =
        new KnownQuantity(
            new Quantity("power_import_peak", Kind.GAUGE, Dimension.POWER, "Peak"),
            Unit.W,
            "1",
            Form.NUMBER,
            0,
            true,
            false);
    Map<String, Object> sensor =
        component(
            JsonTree.object(message(MeterRef.of("p1", "1"), List.of(peak))), "power_import_peak");
    assertEquals("power", sensor.get("device_class"));
    assertFalse(sensor.containsKey("state_class"));
    assertFalse(sensor.containsKey("expire_after"));
    assertFalse(sensor.containsKey("enabled_by_default"), "the peak of this month is of interest");
  }

  @Test
  void announcesNothingThatOnlyALoggerSent() {
    KnownQuantity record =
        new KnownQuantity(Quantities.ENERGY_IMPORT, Unit.KWH, "1", Form.NUMBER, 3, false, true);
    List<KnownQuantity> all = List.of(record, household().get(1));
    assertEquals(
        Set.of("power_import"),
        map(JsonTree.object(message(MeterRef.of("main", "1"), all)), "components").keySet());
  }
}
