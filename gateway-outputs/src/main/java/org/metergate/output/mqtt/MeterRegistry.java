// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;

/**
 * What is known of all meters, and kept in the broker's memory: their infos, and their devices
 * where Home Assistant is wanted. Learned from readings, recalled from what an earlier life left,
 * forgotten when a meter leaves the configuration. One thread.
 */
final class MeterRegistry {
  private final Topics topics;
  private final Supplier<List<String>> configured;
  private final RetainedTopics retained;
  private final StaleRetained staleRetained;
  private final Optional<DiscoveryPublisher> discoveryPublisher;
  private final Map<String, MeterInfo> infos = new HashMap<>();
  private List<String> meters = List.of();
  private Predicate<MeterRef> continued = any -> true;

  MeterRegistry(
      Topics topics,
      Supplier<List<String>> configured,
      RetainedTopics retained,
      Optional<DiscoveryPublisher> discoveryPublisher) {
    this.topics = topics;
    this.configured = configured;
    this.retained = retained;
    this.staleRetained = new StaleRetained(topics, retained);
    this.discoveryPublisher = discoveryPublisher;
  }

  /** Whom to ask whether a meter with another number goes on where the former one ended. */
  void whenReplaced(Predicate<MeterRef> asked) {
    continued = asked;
  }

  /** What must be heard of the broker. */
  List<String> filters() {
    List<String> filters = new ArrayList<>(staleRetained.filters());
    discoveryPublisher.ifPresent(made -> filters.addAll(made.filters()));
    return filters;
  }

  /** Follows the configuration: meters and outputs come and go when it is read again. */
  void look() {
    List<String> now = configured.get();
    discoveryPublisher.ifPresent(made -> made.gateway(now));
    if (now.equals(meters)) {
      return;
    }
    List<String> gone = meters.stream().filter(meter -> !now.contains(meter)).toList();
    meters = now;
    gone.forEach(staleRetained::remove);
    for (MeterInfo info : List.copyOf(infos.values())) {
      if (gone.contains(info.meter().name())) {
        String meter = info.meter().displayName();
        infos.remove(meter);
        staleRetained.remove(meter);
        discoveryPublisher.ifPresent(made -> made.remove(meter));
      }
    }
  }

  /**
   * Takes in what the broker sent.
   *
   * @return whether Home Assistant was just born.
   */
  boolean hear(Inbox.Message message) {
    discoveryPublisher.ifPresent(made -> made.removeLeftover(message, meters));
    staleRetained.recall(message, meters).ifPresent(this::recall);
    return discoveryPublisher.isPresent() && discoveryPublisher.get().isBirth(message);
  }

  private void recall(InfoJson.Info former) {
    String meter = former.meter().displayName();
    MeterInfo info = infos.computeIfAbsent(meter, unknown -> new MeterInfo(former.meter()));
    if (info.recall(former)) {
      announce(meter, info);
    }
  }

  /** Takes in a reading. */
  void learn(Reading reading) {
    String meter = reading.meter().displayName();
    MeterInfo info = infos.computeIfAbsent(meter, unknown -> new MeterInfo(reading.meter()));
    if (info.learn(reading, continued)) {
      announce(meter, info);
    }
  }

  private void announce(String meter, MeterInfo info) {
    retained.set(topics.info(meter), InfoJson.of(info));
    discoveryPublisher.ifPresent(made -> made.meter(info));
  }
}
