// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Home Assistant's own rules for a discovery message, written down from its sources:
 *
 * <ul>
 *   <li>units of the device classes: developers.home-assistant.io, docs/core/entity/sensor.md, as
 *       of 2026-08 (commit 00914cc);
 *   <li>state classes of the device classes: home-assistant/core,
 *       homeassistant/components/sensor/const.py, DEVICE_CLASS_STATE_CLASSES (commit 00eb668, late
 *       2025); reactive_energy came later and is taken to be like energy;
 *   <li>what a device message must and may have: home-assistant/core,
 *       homeassistant/components/mqtt/schemas.py, DEVICE_DISCOVERY_SCHEMA (commit 0f5c1b5), and the
 *       page of the MQTT integration, as of 2026-08.
 * </ul>
 */
public final class DiscoveryRules {
  private static final String TOTALS = "total total_increasing";
  private static final String ENERGIES = "J kJ MJ GJ mWh Wh kWh MWh GWh TWh cal kcal Mcal Gcal";

  /** Device class: units ({@code -} for none), then the state classes it goes with. */
  private static final Map<String, List<String>> CLASSES =
      Map.ofEntries(
          rule("apparent_power", "mVA VA kVA", "measurement"),
          rule("current", "A mA", "measurement"),
          rule("duration", "d h min s ms µs", "measurement " + TOTALS),
          rule("energy", ENERGIES, TOTALS),
          rule("frequency", "mHz Hz kHz MHz GHz", "measurement"),
          rule("gas", "L m³ ft³ CCF MCF", TOTALS),
          rule("power", "mW W kW MW GW TW", "measurement"),
          rule("power_factor", "% -", "measurement"),
          rule("reactive_energy", "varh kvarh", TOTALS),
          rule("reactive_power", "mvar var kvar", "measurement"),
          rule("temperature", "°C °F K", "measurement"),
          rule("timestamp", "-", ""),
          rule("voltage", "V mV µV kV MV", "measurement"),
          rule("volume", "L mL gal m³ ft³ CCF MCF", TOTALS),
          rule(
              "volume_flow_rate",
              "m³/h m³/min m³/s ft³/min L/h L/min L/s gal/d gal/h gal/min mL/s",
              "measurement"),
          rule("water", "L gal m³ ft³ CCF MCF", TOTALS),
          rule("weight", "kg g mg µg oz lb st", "measurement " + TOTALS));

  private static final Set<String> STATE_CLASSES =
      Set.of("measurement", "measurement_angle", "total", "total_increasing");

  private static final Set<String> DEVICE_KEYS =
      Set.of(
          "identifiers",
          "connections",
          "name",
          "manufacturer",
          "model",
          "model_id",
          "serial_number",
          "sw_version",
          "hw_version",
          "suggested_area",
          "configuration_url",
          "via_device");

  /** Those of MQTT_ENTITY_DEVICE_INFO_SCHEMA before 2023: it refuses a key that is not in it. */
  private static final Set<String> OLD_DEVICE_KEYS =
      Set.of(
          "identifiers",
          "name",
          "manufacturer",
          "model",
          "sw_version",
          "configuration_url",
          "via_device");

  private static final Pattern TOPIC =
      Pattern.compile(
          "[^+#]+/(device|sensor|binary_sensor)/([a-zA-Z0-9_-]+/)?[a-zA-Z0-9_-]+/config");

  private static final Set<String> ROOT_KEYS =
      Set.of(
          "device",
          "origin",
          "components",
          "availability",
          "availability_mode",
          "state_topic",
          "qos",
          "encoding");

  private static final Set<String> SENSOR_KEYS =
      Set.of(
          "platform",
          "unique_id",
          "default_entity_id",
          "name",
          "value_template",
          "device_class",
          "state_class",
          "unit_of_measurement",
          "suggested_display_precision",
          "expire_after",
          "entity_category",
          "enabled_by_default");

  private final List<String> broken = new ArrayList<>();
  private final Set<String> uniqueIds = new HashSet<>();

  private DiscoveryRules() {}

  private static Map.Entry<String, List<String>> rule(String name, String units, String states) {
    return Map.entry(name, List.of(units, states));
  }

  /**
   * Returns every rule that a message breaks.
   *
   * @param topic where it is published.
   * @param message one JSON object; an empty one, which removes a device or a sensor, breaks none.
   * @return in words; empty if it is good.
   */
  public static List<String> brokenBy(String topic, String message) {
    DiscoveryRules rules = new DiscoveryRules();
    Matcher form = TOPIC.matcher(topic);
    rules.need(form.matches(), "topic " + topic);
    if (form.matches() && !message.isEmpty()) {
      if (form.group(1).equals("device")) {
        rules.root(JsonTree.object(message));
      } else {
        rules.single(form.group(1), JsonTree.object(message));
      }
    }
    return rules.broken;
  }

  private void root(Map<String, Object> root) {
    only(root, ROOT_KEYS, "message");
    frame(root);
    Map<String, Object> components = map(root, "components");
    need(!components.isEmpty(), "no components");
    components.keySet().forEach(key -> need(key.matches("[a-zA-Z0-9_-]+"), "component " + key));
    for (String key : components.keySet()) {
      if (components.get(key).equals(Map.of("platform", "sensor"))) {
        continue; // it takes a component away
      }
      component(key, map(components, key), root);
    }
  }

  /** The message of one entity: what is shared in the other form, and its own options. */
  private void single(String platform, Map<String, Object> message) {
    frame(message);
    only(map(message, "device"), OLD_DEVICE_KEYS, "device");
    Map<String, Object> own = new LinkedHashMap<>(message);
    own.keySet().removeAll(ROOT_KEYS);
    need(!own.containsKey("platform"), "the platform stands in the topic");
    own.put("platform", platform);
    component(String.valueOf(message.get("unique_id")), own, message);
  }

  private void frame(Map<String, Object> root) {
    Map<String, Object> device = map(root, "device");
    only(device, DEVICE_KEYS, "device");
    need(
        device.get("identifiers") instanceof List<?> ids && !ids.isEmpty()
            || device.get("connections") instanceof List<?> ways && !ways.isEmpty(),
        "a device needs identifiers or connections");
    need(map(root, "origin").get("name") instanceof String, "an origin needs a name");
    need(
        Set.of("all", "any", "latest").contains(root.getOrDefault("availability_mode", "latest")),
        "availability_mode");
    if (root.get("availability") instanceof List<?> list) {
      for (Object one : list) {
        need(one instanceof Map<?, ?> map && isTopic(map.get("topic")), "availability topic");
      }
    }
  }

  private void component(String key, Map<String, Object> one, Map<String, Object> root) {
    only(one, SENSOR_KEYS, key);
    Object platform = one.get("platform");
    need(Set.of("sensor", "binary_sensor").contains(platform), key + ": platform " + platform);
    need(
        one.get("unique_id") instanceof String id && !id.isEmpty() && uniqueIds.add(id),
        key + ": unique_id");
    need(isTopic(one.getOrDefault("state_topic", root.get("state_topic"))), key + ": state_topic");
    need(
        String.valueOf(one.get("default_entity_id")).matches(platform + "\\.[a-z0-9_]+"),
        key + ": default_entity_id " + one.get("default_entity_id"));
    need(one.get("name") instanceof String name && !name.isEmpty(), key + ": name");
    need(Set.of("diagnostic", "-").contains(one.getOrDefault("entity_category", "-")), key);
    if ("sensor".equals(platform)) {
      sensor(key, one);
    } else {
      need("problem".equals(one.get("device_class")), key + ": device_class");
    }
  }

  private void sensor(String key, Map<String, Object> one) {
    Object deviceClass = one.get("device_class");
    Object stateClass = one.get("state_class");
    Object unit = one.get("unit_of_measurement");
    need(stateClass == null || STATE_CLASSES.contains(stateClass), key + ": " + stateClass);
    need(unit == null || !unit.toString().isEmpty(), key + ": an empty unit");
    if (deviceClass != null) {
      List<String> rule = CLASSES.get(deviceClass.toString());
      need(rule != null, key + ": there is no device class " + deviceClass);
      if (rule != null) {
        need(words(rule.get(0)).contains(unit == null ? "-" : unit), key + ": unit " + unit);
        need(
            stateClass == null || words(rule.get(1)).contains(stateClass),
            key + ": " + deviceClass + " with " + stateClass);
      }
    }
    whole(one.get("expire_after"), 1, key + ": expire_after");
    whole(one.get("suggested_display_precision"), 0, key + ": suggested_display_precision");
    need(
        !"timestamp".equals(deviceClass) || one.get("suggested_display_precision") == null,
        key + ": a precision of a time");
  }

  private void whole(Object number, int least, String what) {
    need(
        number == null
            || number instanceof BigDecimal decimal
                && decimal.stripTrailingZeros().scale() <= 0
                && decimal.intValue() >= least,
        what + " " + number);
  }

  private static Set<Object> words(String text) {
    return Set.of((Object[]) text.split(" "));
  }

  private static boolean isTopic(Object topic) {
    return topic instanceof String text && !text.isEmpty() && !text.matches(".*[+#].*");
  }

  private void only(Map<String, Object> map, Set<String> known, String where) {
    for (String key : map.keySet()) {
      need(known.contains(key), where + ": unknown key " + key);
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> map(Map<String, Object> parent, String key) {
    boolean is = parent.get(key) instanceof Map;
    need(is, "there is no " + key);
    return is ? (Map<String, Object>) parent.get(key) : Map.of();
  }

  private void need(boolean holds, String what) {
    if (!holds) {
      broken.add(what);
    }
  }
}
