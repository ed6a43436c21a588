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

/** Keeps Home Assistant's devices as they should be, all of them as retained messages. */
final class DiscoveryPublisher {
  /** Shorter, a telegram that was lost would make a gauge blink. */
  private static final Duration SHORTEST_BELIEF = Duration.ofSeconds(60);

  /** A gauge is believed for so many of its intervals. */
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

  /** Makes them, where the settings want Home Assistant; nothing is announced yet. */
  static Optional<DiscoveryPublisher> begin(
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
            meters, context.outputs().get(), topics.bridgeHealth(), List.of(topics.bridgeState()));
    if (!announced.equals(Optional.of(device))) {
      announced = Optional.of(device);
      retained.set(
          discoveryTopics.topic(DiscoveryTopics.BRIDGE), DeviceMessage.of(discoveryTopics, device));
    }
  }

  /** Announces a meter with all that is known of it; a meter that is not configured stays away. */
  void meter(MeterInfo info) {
    MeterRef meter = info.meter();
    Optional<Duration> interval = context.interval(meter);
    if (interval.isEmpty()) {
      return;
    }
    Duration every = settings.content().every();
    Duration longest = interval.get().compareTo(every) < 0 ? every : interval.get();
    Duration belief = longest.multipliedBy(INTERVALS);
    MeterDevice device =
        new MeterDevice(
            meter,
            info.model(),
            info.quantities(),
            info.series(),
            topics.state(meter.displayName()),
            List.of(topics.bridgeState(), topics.availability(meter.name())),
            belief.compareTo(SHORTEST_BELIEF) < 0 ? SHORTEST_BELIEF : belief);
    retained.set(
        discoveryTopics.topic(meter.displayName()), DeviceMessage.of(discoveryTopics, device));
  }

  /** What must be heard: Home Assistant's birth, and devices that an earlier life announced. */
  List<String> filters() {
    return List.of(discoveryTopics.status(), discoveryTopics.topic("+"));
  }

  /** Whether Home Assistant was just born; then it has forgotten all devices and states. */
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

  /** Takes away the device of a meter that left. */
  void remove(String meter) {
    retained.set(discoveryTopics.topic(meter), "");
  }

  /** Takes a device away whose meter had left the configuration before this life. */
  void removeLeftover(Inbox.Message message, List<String> meters) {
    Optional<String> object = Topics.meter(discoveryTopics.topic("+"), message.topic());
    if (!meters.isEmpty()
        && object.isPresent()
        && message.retained()
        && !message.payload().isEmpty()
        && !object.get().equals(DiscoveryTopics.BRIDGE)
        && !meters.contains(object.get())
        && meters.stream()
            .noneMatch(parent -> discoveryTopics.hangsBelow(message.payload(), parent))) {
      retained.set(message.topic(), "");
    }
  }
}
