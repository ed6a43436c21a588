// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.List;
import java.util.Optional;

/**
 * What a previous run left as retained messages below our topics: restored where the meter is still
 * configured, removed where it is not.
 */
final class StaleRetained {
  private final Topics topics;
  private final RetainedTopics retained;
  private final Optional<LastValues> lastValues;

  /** Creates it; last values are restored where they are wanted, and removed where not. */
  StaleRetained(Topics topics, RetainedTopics retained, Optional<LastValues> lastValues) {
    this.topics = topics;
    this.retained = retained;
    this.lastValues = lastValues;
  }

  List<String> filters() {
    return List.of(
        topics.info("+"), topics.last("+"), topics.availability("+"), topics.formerBridgeStatus());
  }

  /** Removes what is retained of a meter that is not configured any more. */
  void remove(String meter) {
    retained.set(topics.info(meter), "");
    retained.set(topics.availability(meter), "");
    lastValues.ifPresent(values -> values.remove(meter));
  }

  /** The last will of an earlier program may also come while we are connected. */
  private void removeFormer(Inbox.Message message) {
    String former = topics.formerBridgeStatus();
    if (message.topic().equals(former) && !message.payload().isEmpty()) {
      retained.set(former, "");
      retained.sendAgain(former::equals);
    }
  }

  /** Returns the info of a meter that is still configured, once for each that the broker stored. */
  Optional<InfoJson.Info> restore(Inbox.Message message, List<String> meters) {
    removeFormer(message);
    if (!message.retained() || message.payload().isEmpty() || meters.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> available = Topics.meter(topics.availability("+"), message.topic());
    if (available.isPresent() && !meters.contains(available.get())) {
      retained.set(message.topic(), "");
    }
    restoreLast(message, meters);
    if (Topics.meter(topics.info("+"), message.topic()).isEmpty()) {
      return Optional.empty();
    }
    Optional<InfoJson.Info> info = InfoJson.read(message.payload());
    if (info.filter(one -> meters.contains(one.meter().name())).isEmpty()) {
      retained.set(message.topic(), "");
      return Optional.empty();
    }
    return info;
  }

  private void restoreLast(Inbox.Message message, List<String> meters) {
    if (Topics.meter(topics.last("+"), message.topic()).isPresent()) {
      String meter = lastValues.map(values -> values.restore(message.payload())).orElse("");
      if (!meters.contains(meter)) {
        retained.set(message.topic(), "");
      }
    }
  }
}
