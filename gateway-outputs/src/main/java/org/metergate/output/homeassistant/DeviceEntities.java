// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.metergate.spi.reading.Quantity;

/**
 * A device with all its entities, as Home Assistant is to know it. Keys and identifiers are part of
 * the entities' identity and must never change; they are the same in each form of a message.
 *
 * @param object a meter's name, or {@link DiscoveryTopics#BRIDGE}.
 * @param device who and what it is.
 * @param stateTopic where its values come from.
 * @param valueTopics what comes before a key in the topic of one value alone; empty where there is
 *     none.
 * @param availability topics that must all say {@code online}.
 * @param entities its sensors, also those to be removed.
 */
record DeviceEntities(
    String object,
    Map<String, Object> device,
    String stateTopic,
    String valueTopics,
    List<String> availability,
    List<Entity> entities) {
  private static final String SENSOR = "sensor";
  private static final String BINARY = "binary_sensor";

  /** Returns a meter with a sensor for each quantity that is ever sent as its present state. */
  static DeviceEntities of(DiscoveryTopics topics, MeterDevice meter) {
    String name = meter.meter().displayName();
    Map<String, Object> device = identity(topics, name, meter.title());
    putIfAny(device, "serial_number", meter.meter().identifier());
    putIfAny(device, "manufacturer", meter.nameplate().manufacturer());
    putIfAny(device, "model", meter.nameplate().model());
    putIfAny(device, "model_id", meter.nameplate().modelId());
    putIfAny(device, "sw_version", meter.nameplate().software());
    putIfAny(device, "hw_version", meter.nameplate().hardware());
    putIfAny(device, "configuration_url", meter.page());
    boolean sub = !meter.meter().subMeter().isEmpty();
    device.put("via_device", topics.device(sub ? meter.meter().name() : DiscoveryTopics.BRIDGE));
    List<Entity> entities = new ArrayList<>();
    for (KnownQuantity known : meter.quantities()) {
      if (!known.historical()) {
        addSensor(entities, topics, meter, known);
      }
    }
    return new DeviceEntities(
        name, device, meter.stateTopic(), meter.valueTopics(), meter.availability(), entities);
  }

  private static void addSensor(
      List<Entity> entities, DiscoveryTopics topics, MeterDevice meter, KnownQuantity known) {
    boolean counts = known.quantity().kind() == Quantity.Kind.COUNTER;
    List<String> keys = keys(known.quantity().name(), counts ? meter.series() : List.of());
    String present = keys.get(keys.size() - 1);
    for (String key : new LinkedHashSet<>(keys)) {
      if (!key.equals(present)) { // a meter that came back has its former key
        entities.add(Entity.removed(SENSOR, key));
      }
    }
    Map<String, Object> options =
        named(topics, SENSOR, meter.meter().displayName(), present, known.quantity().label());
    SensorOptions.put(options, known, meter.countersOf(), meter.expireAfter());
    entities.add(new Entity(SENSOR, present, options));
  }

  /** A new series is another sensor, since Home Assistant would count its start as consumption. */
  private static List<String> keys(String quantity, List<String> series) {
    List<String> keys = new ArrayList<>(List.of(quantity));
    series.forEach(one -> keys.add(quantity + "_" + one));
    return keys;
  }

  /** Returns the gateway itself. */
  static DeviceEntities of(DiscoveryTopics topics, GatewayDevice gateway) {
    Map<String, Object> device =
        identity(topics, DiscoveryTopics.BRIDGE, "Metergate " + topics.gateway());
    putIfAny(device, "configuration_url", gateway.page());
    List<Entity> entities = new ArrayList<>();
    add(entities, topics, SENSOR, "verdict", "Verdict", Templates.verdict(), Map.of());
    for (String meter : gateway.meters()) {
      add(
          entities,
          topics,
          BINARY,
          "problem_" + meter,
          "Problem with " + meter,
          Templates.problem(meter),
          Map.of("device_class", "problem"));
      add(
          entities,
          topics,
          SENSOR,
          "last_telegram_" + meter,
          "Last telegram of " + meter,
          Templates.lastTelegram(meter),
          Map.of("device_class", "timestamp"));
    }
    for (String output : gateway.outputs()) {
      add(
          entities,
          topics,
          SENSOR,
          "queued_" + output,
          "Readings waiting for " + output,
          Templates.queued(output),
          Map.of("state_class", "measurement"));
    }
    return new DeviceEntities(
        DiscoveryTopics.BRIDGE,
        device,
        gateway.healthTopic(),
        "",
        gateway.availability(),
        entities);
  }

  private static void add(
      List<Entity> entities,
      DiscoveryTopics topics,
      String platform,
      String key,
      String name,
      String template,
      Map<String, Object> more) {
    Map<String, Object> options = named(topics, platform, DiscoveryTopics.BRIDGE, key, name);
    options.putAll(more);
    options.put("entity_category", SensorOptions.DIAGNOSTIC);
    options.put("value_template", template);
    entities.add(new Entity(platform, key, options));
  }

  private static Map<String, Object> identity(DiscoveryTopics topics, String object, String name) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("identifiers", List.of(topics.device(object)));
    device.put("name", name);
    return device;
  }

  private static Map<String, Object> named(
      DiscoveryTopics topics, String platform, String object, String key, String name) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("unique_id", topics.unique(object, key));
    options.put("default_entity_id", topics.entity(platform, object, key));
    options.put("name", name);
    return options;
  }

  private static void putIfAny(Map<String, Object> fields, String key, String value) {
    if (!value.isEmpty()) {
      fields.put(key, value);
    }
  }
}
