// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How devices are announced. Both forms announce the same entities under the same identifiers, so
 * that histories and settings stay when one is chosen in place of the other.
 */
public enum DiscoveryForm {
  /**
   * One message for each device with all its sensors, for Home Assistant 2024.12 and newer (its
   * MQTT page, "device discovery").
   */
  DEVICES {
    @Override
    Map<String, String> write(DiscoveryTopics topics, DeviceEntities all) {
      Map<String, Object> message = new LinkedHashMap<>();
      message.put("device", all.device());
      frame(message, all);
      Map<String, Object> components = new LinkedHashMap<>();
      for (Entity entity : all.entities()) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("platform", entity.platform()); // alone, it removes the component
        component.putAll(entity.options());
        components.put(entity.key(), component);
      }
      message.put("components", components);
      return Map.of(topics.topic(all.object()), JsonText.of(message));
    }
  },
  /**
   * One message for each sensor, for programs that do not know the other form: Domoticz, openHAB
   * before 5.2, Home Assistant before 2024.12. The sensors of meters read plain values, each on a
   * topic of its own, since not all of these programs have templates.
   */
  COMPONENTS {
    @Override
    Map<String, String> write(DiscoveryTopics topics, DeviceEntities all) {
      Map<String, Object> device = new LinkedHashMap<>(all.device());
      device.keySet().retainAll(KNOWN_BEFORE_2023);
      Map<String, String> messages = new LinkedHashMap<>();
      for (Entity entity : all.entities()) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("device", device);
        frame(message, all);
        message.putAll(entity.options());
        if (!all.valueTopics().isEmpty()) { // Domoticz has no templates with conditions in them
          message.remove("value_template");
          message.put("state_topic", all.valueTopics() + entity.key());
        }
        messages.put(
            topics.component(entity.platform(), all.object(), entity.key()),
            entity.isRemoved() ? "" : JsonText.of(message));
      }
      return messages;
    }
  };

  /** A version that does not know a key of a device refuses the sensor. */
  private static final Set<String> KNOWN_BEFORE_2023 =
      Set.of(
          "identifiers",
          "name",
          "manufacturer",
          "model",
          "sw_version",
          "configuration_url",
          "via_device");

  /** The message on a topic of one form that lets the other form take over its entities. */
  public static final String HANDING_OVER = "{\"migrate_discovery\":true}";

  abstract Map<String, String> write(DiscoveryTopics topics, DeviceEntities all);

  /**
   * Writes the messages of a meter.
   *
   * @param topics under which identifiers.
   * @param meter what is known of it.
   * @return by topic, each to be retained; an empty one removes what was retained.
   */
  public Map<String, String> messages(DiscoveryTopics topics, MeterDevice meter) {
    return write(topics, DeviceEntities.of(topics, meter));
  }

  /**
   * Writes the messages of the gateway itself.
   *
   * @param topics under which identifiers.
   * @param gateway its meters and outputs.
   * @return by topic, each to be retained.
   */
  public Map<String, String> messages(DiscoveryTopics topics, GatewayDevice gateway) {
    return write(topics, DeviceEntities.of(topics, gateway));
  }

  private static void frame(Map<String, Object> message, DeviceEntities all) {
    Map<String, Object> origin = new LinkedHashMap<>(Map.of("name", "Metergate"));
    String version = DiscoveryForm.class.getPackage().getImplementationVersion();
    if (version != null) {
      origin.put("sw_version", version);
    }
    message.put("origin", origin);
    List<Map<String, String>> availability =
        all.availability().stream().map(topic -> Map.of("topic", topic)).toList();
    message.put("availability", availability);
    message.put("availability_mode", "all");
    message.put("state_topic", all.stateTopic());
  }
}
