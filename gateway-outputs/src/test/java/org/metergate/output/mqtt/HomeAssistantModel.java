// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.metergate.testing.JsonTree;

/**
 * What Home Assistant does with the messages of a gateway, as far as counters are concerned: it
 * adds, changes and removes a sensor up to 500 ms after the message that says so, in the order of
 * the messages; each sensor that there is shows each state for which its template yields a text;
 * and after a start, it has only what is retained. Pure: time is that of the messages.
 */
final class HomeAssistantModel {
  /** The longest time in ms after which a discovery message has its effect. */
  static final int SLOWEST = 500;

  private static final String BIRTH = "homeassistant/status";

  /** A message that was published, {@code at} in ms. */
  record Published(long at, String topic, String payload) {
    boolean isDiscovery() {
      return topic.startsWith("homeassistant/") && topic.endsWith("/config");
    }

    /** One value alone, for a sensor with a topic of its own. */
    boolean isValue() {
      return topic.matches("metergate/attic/[^/]+/sensor/.+");
    }

    boolean isState() {
      return topic.matches("metergate/attic/[^/]+/state") && !topic.contains("/bridge/");
    }
  }

  /** That a sensor, by its key in the discovery message, showed the value of a state. */
  record Shown(String key, Published state) {}

  private record Sensor(String topic, String template) {}

  private record Event(long at, int order, Runnable effect) {}

  private final BinaryOperator<String> jinja;
  private final Random random;
  private final Map<String, Sensor> sensors = new LinkedHashMap<>();
  private final Map<String, Long> settled = new HashMap<>();
  private final Map<String, Published> retained = new LinkedHashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingInt(Event::order));
  private final List<Shown> shown = new ArrayList<>();
  private int order;
  private int run;

  /**
   * Creates one that has never run.
   *
   * @param jinja renders a template with a message.
   * @param random draws the delays.
   */
  HomeAssistantModel(BinaryOperator<String> jinja, Random random) {
    this.jinja = jinja;
    this.random = random;
  }

  /** Receives messages, from {@code start} on; returns which sensor showed which state. */
  List<Shown> receive(List<Published> messages, long start) {
    events.add(new Event(start, order++, () -> start(start)));
    for (Published message : messages) {
      events.add(new Event(message.at(), order++, () -> receive(message)));
    }
    while (!events.isEmpty()) {
      events.remove().effect().run();
    }
    return shown;
  }

  private void start(long at) {
    run++;
    sensors.clear();
    settled.clear();
    retained.values().forEach(message -> discover(message, at));
  }

  private void receive(Published message) {
    if (message.isDiscovery()) {
      retained.put(message.topic(), message);
    }
    if (message.topic().equals(BIRTH)) {
      start(message.at());
    } else if (run > 0 && message.isDiscovery()) {
      discover(message, message.at());
    } else if (run > 0 && (message.isState() || message.isValue())) {
      show(message);
    }
  }

  private void show(Published state) {
    sensors.forEach(
        (key, sensor) -> {
          boolean own = sensor.topic().equals(state.topic());
          if (own && !text(sensor, state.payload()).isEmpty()) {
            shown.add(new Shown(key, state));
          }
        });
  }

  /** A sensor without a template shows what comes as it is. */
  private String text(Sensor sensor, String payload) {
    return sensor.template().isEmpty() ? payload : jinja.apply(sensor.template(), payload);
  }

  private void discover(Published message, long at) {
    int during = run;
    counters(message)
        .forEach(
            (key, sensor) -> {
              long delayed = at + random.nextInt(SLOWEST + 1);
              long effect = Math.max(settled.getOrDefault(key, 0L), delayed);
              settled.put(key, effect);
              events.add(new Event(effect, order++, () -> change(during, key, sensor)));
            });
  }

  private void change(int during, String key, Sensor sensor) {
    if (during != run) {
      return; // it was started again meanwhile
    } else if (sensor.topic().isEmpty()) {
      sensors.remove(key);
    } else {
      sensors.put(key, sensor);
    }
  }

  /** Returns the sensors of a message that are counters or are removed, the latter without one. */
  private static Map<String, Sensor> counters(Published message) {
    if (!message.topic().startsWith("homeassistant/device/")) {
      return counter(message);
    }
    Map<String, Object> root = JsonTree.object(message.payload());
    String topic = String.valueOf(root.get("state_topic"));
    Map<String, Sensor> counters = new LinkedHashMap<>();
    ((Map<?, ?>) root.get("components"))
        .forEach(
            (key, component) -> {
              Map<?, ?> fields = (Map<?, ?>) component;
              if ("total_increasing".equals(fields.get("state_class"))) {
                String template = String.valueOf(fields.get("value_template"));
                counters.put(String.valueOf(key), new Sensor(topic, template));
              } else if (fields.size() == 1) {
                counters.put(String.valueOf(key), new Sensor("", ""));
              }
            });
    return counters;
  }

  /** The message of one sensor; an empty one removes it. */
  private static Map<String, Sensor> counter(Published message) {
    String key = message.topic().replaceAll(".*-([^-/]+)/config$", "$1");
    if (message.payload().isEmpty()) {
      return Map.of(key, new Sensor("", ""));
    }
    Map<String, Object> root = JsonTree.object(message.payload());
    return "total_increasing".equals(root.get("state_class"))
        ? Map.of(
            key,
            new Sensor(
                String.valueOf(root.get("state_topic")),
                root.get("value_template") instanceof String template ? template : ""))
        : Map.of();
  }

  /** Returns the templates of the counters in some messages. */
  static List<String> templates(List<Published> messages) {
    return messages.stream()
        .filter(Published::isDiscovery)
        .flatMap(message -> counters(message).values().stream().map(Sensor::template))
        .filter(template -> !template.isEmpty())
        .distinct()
        .toList();
  }
}
