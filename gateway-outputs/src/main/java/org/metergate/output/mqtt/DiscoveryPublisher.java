// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.output.OutputContext;
import org.metergate.output.homeassistant.DeviceMessage;
import org.metergate.output.homeassistant.DiscoveryTopics;
import org.metergate.output.homeassistant.GatewayDevice;
import org.metergate.output.homeassistant.MeterDevice;
import org.metergate.spi.reading.MeterRef;

/** Keeps the devices of Home Assistant up to date, all of them as retained messages. */
final class DiscoveryPublisher {
  /** With less, one lost telegram would make a gauge unavailable for a moment. */
  private static final Duration SHORTEST_EXPIRY = Duration.ofSeconds(60);

  /** A gauge expires after this many of its intervals. */
  private static final int INTERVALS = 3;

  private final DiscoveryTopics discoveryTopics;
  private final Topics topics;
  private final MqttSettings settings;
  private final OutputContext context;
  private final RetainedTopics retained;
  private Optional<GatewayDevice> announced = Optional.empty();

  private DiscoveryPublisher(
      DiscoveryTopics discoveryTopics,
      Topics topics,
      MqttSettings settings,
      OutputContext context,
      RetainedTopics retained) {
    this.discoveryTopics = discoveryTopics;
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
        .map(prefix -> new DiscoveryTopics(prefix, settings.baseTopic(), context.gateway()))
        .map(
            discoveryTopics ->
                new DiscoveryPublisher(discoveryTopics, topics, settings, context, retained));
  }

  /** Announces the gateway, if its meters or outputs have changed since it was last announced. */
  void gateway(List<String> meters) {
    GatewayDevice device =
        new GatewayDevice(
            meters, context.outputs().get(), topics.bridgeHealth(), List.of(topics.bridgeStatus()));
    if (!announced.equals(Optional.of(device))) {
      announced = Optional.of(device);
      retained.set(
          discoveryTopics.topic(DiscoveryTopics.BRIDGE), DeviceMessage.of(discoveryTopics, device));
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
    MeterDevice device =
        new MeterDevice(
            meter,
            info.model(),
            info.quantities(),
            info.series(),
            info.countersOf(),
            topics.state(meter.displayName()),
            List.of(topics.bridgeStatus(), topics.availability(meter.name())),
            expiry.compareTo(SHORTEST_EXPIRY) < 0 ? SHORTEST_EXPIRY : expiry);
    retained.set(
        discoveryTopics.topic(meter.displayName()), DeviceMessage.of(discoveryTopics, device));
  }

  /**
   * Returns what to subscribe to: Home Assistant's birth message, and devices that a previous run
   * announced.
   */
  List<String> filters() {
    return List.of(discoveryTopics.status(), discoveryTopics.topic("+"));
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
      retained.sendAgain(topic -> topic.startsWith(discoveryTopics.prefix() + "/device/"));
    }
    return birth;
  }

  /** Removes the device of a meter that is not configured any more. */
  void remove(String meter) {
    retained.set(discoveryTopics.topic(meter), "");
  }

  /** Removes a device whose meter was removed from the configuration before this run. */
  void removeLeftover(Inbox.Message message, List<String> meters) {
    Optional<String> object = Topics.meter(discoveryTopics.topic("+"), message.topic());
    if (!meters.isEmpty()
        && object.isPresent()
        && message.retained()
        && !message.payload().isEmpty()
        && !object.get().equals(DiscoveryTopics.BRIDGE)
        && !meters.contains(object.get())
        && meters.stream()
            .noneMatch(parent -> discoveryTopics.isBelow(message.payload(), parent))) {
      retained.set(message.topic(), "");
    }
  }
}
