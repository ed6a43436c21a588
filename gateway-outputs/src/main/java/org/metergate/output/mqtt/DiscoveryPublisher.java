// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.output.MeterDetails;
import org.metergate.output.OutputContext;
import org.metergate.output.homeassistant.DiscoveryForm;
import org.metergate.output.homeassistant.DiscoveryTopics;
import org.metergate.output.homeassistant.GatewayDevice;
import org.metergate.output.homeassistant.MeterDevice;
import org.metergate.spi.reading.MeterRef;

/**
 * Keeps the devices of Home Assistant up to date, all of them as retained messages, and takes over
 * what an earlier run announced in the other form. One thread.
 */
final class DiscoveryPublisher {
  /** With less, one lost telegram would make a gauge unavailable for a moment. */
  private static final Duration SHORTEST_EXPIRY = Duration.ofSeconds(60);

  /** A gauge expires after this many of its intervals. */
  private static final int INTERVALS = 3;

  private final DiscoveryTopics discoveryTopics;
  private final DiscoveryForm form;
  private final Topics topics;
  private final MqttSettings settings;
  private final OutputContext context;
  private final RetainedTopics retained;
  private final Map<String, Set<String>> announced = new HashMap<>();
  private final Map<String, Set<String>> otherForm = new HashMap<>();
  private Optional<GatewayDevice> gateway = Optional.empty();

  private DiscoveryPublisher(
      MqttContent.Discovery wanted,
      Topics topics,
      MqttSettings settings,
      OutputContext context,
      RetainedTopics retained) {
    this.discoveryTopics =
        new DiscoveryTopics(wanted.prefix(), settings.baseTopic(), context.gateway());
    this.form = wanted.form();
    this.topics = topics;
    this.settings = settings;
    this.context = context;
    this.retained = retained;
  }

  /** Creates the publisher, if the settings ask for Home Assistant; nothing is announced yet. */
  static Optional<DiscoveryPublisher> create(
      Topics topics, MqttSettings settings, OutputContext context, RetainedTopics retained) {
    return settings
        .content()
        .discovery()
        .map(wanted -> new DiscoveryPublisher(wanted, topics, settings, context, retained));
  }

  /** Announces the gateway, if its meters or outputs have changed since it was last announced. */
  void gateway(List<String> meters) {
    GatewayDevice device =
        new GatewayDevice(
            context.details().apply("").page(),
            meters,
            context.outputs().get(),
            topics.bridgeHealth(),
            List.of(topics.bridgeStatus()));
    if (!gateway.equals(Optional.of(device))) {
      gateway = Optional.of(device);
      announce(DiscoveryTopics.BRIDGE, form.messages(discoveryTopics, device));
    }
  }

  /**
   * Announces a meter with everything known about it; a meter that is not configured is left out.
   */
  void meter(MeterInfo info) {
    MeterRef meter = info.meter();
    Optional<Duration> interval = context.interval(meter);
    if (interval.isEmpty()) {
      return;
    }
    Duration every = settings.content().every();
    Duration longest = interval.get().compareTo(every) < 0 ? every : interval.get();
    Duration expiry = longest.multipliedBy(INTERVALS);
    MeterDetails details = context.details().apply(meter.name());
    MeterDevice device =
        new MeterDevice(
            meter,
            label(meter, details.label()),
            info.nameplate(),
            details.page(),
            info.quantities(),
            info.series(),
            info.countersOf(),
            topics.state(meter.displayName()),
            needsPlainValues() ? topics.sensors(meter.displayName()) : "",
            List.of(topics.bridgeStatus(), topics.availability(meter.name())),
            expiry.compareTo(SHORTEST_EXPIRY) < 0 ? SHORTEST_EXPIRY : expiry);
    announce(meter.displayName(), form.messages(discoveryTopics, device));
  }

  /** Returns whether each sensor reads a topic of its own, without a template. */
  boolean needsPlainValues() {
    return form == DiscoveryForm.COMPONENTS;
  }

  /** A sub-meter is called after the meter through which it is read. */
  private static String label(MeterRef meter, String label) {
    return label.isEmpty() || meter.subMeter().isEmpty()
        ? label
        : label + " " + meter.subMeter().replace('-', ' ');
  }

  private void announce(String object, Map<String, String> messages) {
    Set<String> before = announced.put(object, new LinkedHashSet<>(messages.keySet()));
    messages.forEach(retained::set);
    if (before != null) {
      before.removeAll(messages.keySet());
      before.forEach(topic -> retained.set(topic, ""));
    }
    takeOver(object);
  }

  /**
   * Has the entities of the other form change over to this one: Home Assistant lets the old ones go
   * on the word of a last message, finds them announced again with the same identifiers, and keeps
   * their histories and settings.
   */
  private void takeOver(String object) {
    Set<String> old = otherForm.remove(object);
    if (old != null) {
      Set<String> present = announced.get(object);
      old.forEach(topic -> retained.retire(topic, DiscoveryForm.HANDING_OVER));
      retained.sendAgain(present::contains);
    }
  }

  /**
   * Returns what to subscribe to: Home Assistant's birth message, and what a previous run announced
   * in either form.
   */
  List<String> filters() {
    return List.of(discoveryTopics.status(), discoveryTopics.all());
  }

  /**
   * Returns whether a message is Home Assistant's birth message: it has just started and has
   * forgotten all devices and states.
   */
  boolean isBirth(Inbox.Message message) {
    boolean birth =
        !message.retained()
            && message.topic().equals(discoveryTopics.status())
            && message.payload().equals("online");
    if (birth) {
      retained.sendAgain(topic -> topic.startsWith(discoveryTopics.prefix() + "/"));
    }
    return birth;
  }

  /** Removes the device of a meter that is not configured any more. */
  void remove(String meter) {
    Set<String> before = announced.remove(meter);
    if (before != null) {
      before.forEach(topic -> retained.set(topic, ""));
    }
  }

  /**
   * Processes what a previous run announced: removed where its meter is not configured any more,
   * taken over where it has the other form.
   */
  void receive(Inbox.Message message, List<String> meters) {
    Optional<String> object = discoveryTopics.object(message.topic(), message.payload());
    if (meters.isEmpty()
        || object.isEmpty()
        || !message.retained()
        || message.payload().isEmpty()
        || message.payload().equals(DiscoveryForm.HANDING_OVER)) {
      return;
    }
    boolean isDevice = discoveryTopics.isOfDevice(message.topic());
    if (!isWanted(object.get(), message, meters)) {
      retained.set(message.topic(), "");
    } else if (isDevice != (form == DiscoveryForm.DEVICES)) {
      otherForm.computeIfAbsent(object.get(), any -> new LinkedHashSet<>()).add(message.topic());
      if (announced.containsKey(object.get())) {
        takeOver(object.get());
      }
    } else if (object.get().equals(DiscoveryTopics.BRIDGE)
        && announced.containsKey(DiscoveryTopics.BRIDGE)
        && !announced.get(DiscoveryTopics.BRIDGE).contains(message.topic())) {
      retained.set(message.topic(), ""); // of a meter or output that there was in a previous run
    }
  }

  private boolean isWanted(String object, Inbox.Message message, List<String> meters) {
    return object.equals(DiscoveryTopics.BRIDGE)
        || meters.contains(object)
        || meters.stream().anyMatch(parent -> discoveryTopics.isBelow(message.payload(), parent));
  }
}
