// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.metergate.output.MeterDetails;
import org.metergate.output.OutputContext;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;

/**
 * What is known about all meters and retained by the broker: their infos, and their devices where
 * Home Assistant is wanted. Learned from readings, restored from what a previous run left, and
 * removed when a meter is removed from the configuration. One thread.
 */
final class MeterRegistry {
  /** Home Assistant refuses a longer state. */
  private static final int LONGEST_STATE = 255;

  private final Topics topics;
  private final OutputContext context;
  private final RetainedTopics retained;
  private final StaleRetained staleRetained;
  private final Optional<DiscoveryPublisher> discoveryPublisher;
  private final Optional<LastValues> lastValues;
  private final Map<String, MeterInfo> infos = new HashMap<>();
  private final Map<String, Circumstances> seen = new HashMap<>();
  private List<String> meters = List.of();
  private Predicate<MeterRef> continued = any -> true;

  /** What an announcement says of a meter and its readings do not: it changes while they come. */
  private record Circumstances(MeterDetails details, Optional<Duration> interval) {}

  MeterRegistry(
      Topics topics,
      OutputContext context,
      RetainedTopics retained,
      Optional<DiscoveryPublisher> discoveryPublisher,
      Optional<LastValues> lastValues) {
    this.topics = topics;
    this.context = context;
    this.retained = retained;
    this.staleRetained = new StaleRetained(topics, retained, lastValues);
    this.discoveryPublisher = discoveryPublisher;
    this.lastValues = lastValues;
  }

  /**
   * Sets what decides whether a meter with another number continues the counters of the former one.
   */
  void whenReplaced(Predicate<MeterRef> decision) {
    continued = decision;
  }

  /** Returns what to subscribe to. */
  List<String> filters() {
    List<String> filters = new ArrayList<>(staleRetained.filters());
    discoveryPublisher.ifPresent(publisher -> filters.addAll(publisher.filters()));
    return filters;
  }

  /** Follows the configuration: meters and outputs come and go when it is read again. */
  void look() {
    List<String> now = context.meters().get();
    discoveryPublisher.ifPresent(publisher -> publisher.gateway(now));
    lookAtCircumstances();
    if (now.equals(meters)) {
      return;
    }
    List<String> removed = meters.stream().filter(meter -> !now.contains(meter)).toList();
    meters = now;
    removed.forEach(staleRetained::remove);
    for (MeterInfo info : List.copyOf(infos.values())) {
      if (removed.contains(info.meter().name())) {
        String meter = info.meter().displayName();
        infos.remove(meter);
        staleRetained.remove(meter);
        discoveryPublisher.ifPresent(publisher -> publisher.remove(meter));
      }
    }
  }

  /** Follows what drivers say of meters, what people call them, and how often they are read. */
  private void lookAtCircumstances() {
    for (MeterInfo info : infos.values()) {
      if (hasOtherCircumstances(info)) {
        announce(info.meter().displayName(), info);
      }
    }
  }

  /**
   * Processes what the broker sent.
   *
   * @return whether it is Home Assistant's birth message.
   */
  boolean receive(Inbox.Message message) {
    discoveryPublisher.ifPresent(publisher -> publisher.receive(message, meters));
    staleRetained.restore(message, meters).ifPresent(this::restore);
    return discoveryPublisher.isPresent() && discoveryPublisher.get().isBirth(message);
  }

  private void restore(InfoJson.Info former) {
    String meter = former.meter().displayName();
    MeterInfo info = infos.computeIfAbsent(meter, unknown -> new MeterInfo(former.meter()));
    if (info.restore(former)) {
      announce(meter, info);
    }
  }

  /**
   * Learns from a reading; nothing of a meter that is not configured any more, whose readings come
   * after it was removed where the output is behind.
   *
   * @param fresh whether it is sent for the first time; one that is sent again may be of a meter
   *     that was replaced since.
   */
  void learn(Reading reading, boolean fresh) {
    if (!isConfigured(reading.meter().name())) {
      return;
    }
    String meter = reading.meter().displayName();
    MeterInfo info = infos.computeIfAbsent(meter, unknown -> new MeterInfo(reading.meter()));
    boolean news = info.learn(reading, fresh, continued);
    if (hasOtherCircumstances(info) || news) {
      announce(meter, info);
    }
    lastValues.ifPresent(values -> values.learn(reading));
  }

  private boolean isConfigured(String meter) {
    if (!meters.contains(meter) && context.meters().get().contains(meter)) {
      look(); // it has come since
    }
    return meters.contains(meter);
  }

  /** Has the broker keep what changed in the last values, once for all readings of a batch. */
  void learnedAll() {
    lastValues.ifPresent(LastValues::publish);
  }

  /**
   * Takes over what there is besides readings now, and returns whether the meter must be announced.
   * What is seen here is not seen as new again, so that a caller must act on it.
   */
  private boolean hasOtherCircumstances(MeterInfo info) {
    MeterRef meter = info.meter();
    Circumstances now =
        new Circumstances(context.details().apply(meter.name()), context.interval(meter));
    boolean isSubMeter = !meter.subMeter().isEmpty();
    boolean described = !isSubMeter && info.describe(now.details().nameplate());
    return !now.equals(seen.put(meter.displayName(), now)) || described;
  }

  /**
   * Returns the number of the meter that sent a reading, if Home Assistant is wanted, whose sensors
   * are tied to it; empty otherwise.
   */
  String meterId(Reading reading) {
    MeterInfo info = infos.get(reading.meter().displayName());
    return discoveryPublisher.isEmpty() || info == null ? "" : info.sender(reading);
  }

  /**
   * Returns each value of a present reading as a plain text on the topic of its sensor, where
   * sensors have topics of their own.
   */
  List<Publication> plainValues(Reading reading) {
    String meter = reading.meter().displayName();
    MeterInfo info = infos.get(meter);
    if (info == null || discoveryPublisher.filter(DiscoveryPublisher::needsPlainValues).isEmpty()) {
      return List.of();
    }
    Map<String, Publication> byKey = new LinkedHashMap<>();
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() != null) {
        String text = measurement.value().toString();
        String shown = text.length() <= LONGEST_STATE ? text : text.substring(0, LONGEST_STATE);
        info.sensor(measurement.quantity(), reading)
            .ifPresent(
                key ->
                    byKey.putIfAbsent(
                        key, Publication.unretained(topics.sensors(meter) + key, shown)));
      }
    }
    return List.copyOf(byKey.values());
  }

  private void announce(String meter, MeterInfo info) {
    retained.set(topics.info(meter), InfoJson.of(info));
    discoveryPublisher.ifPresent(publisher -> publisher.meter(info));
  }
}
