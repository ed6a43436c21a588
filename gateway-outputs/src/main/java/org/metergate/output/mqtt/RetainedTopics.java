// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the broker should retain, and what of it was not sent on this connection yet: a restarted
 * broker has forgotten everything. Any thread.
 */
final class RetainedTopics {
  private final Map<String, String> wanted = new LinkedHashMap<>();
  private final Set<String> unsent = new HashSet<>();
  private final Map<String, String> farewells = new LinkedHashMap<>();

  /** Sets a topic's text; returns whether it has changed. */
  synchronized boolean set(String topic, String payload) {
    farewells.remove(topic);
    boolean changed = !payload.equals(wanted.put(topic, payload));
    if (changed) {
      unsent.add(topic);
    }
    return changed;
  }

  /**
   * Removes what a topic retains, after a last message on it that is not retained itself: the last
   * message is sent before everything else, and the removal after it, so that what replaces the
   * topic comes between them.
   */
  synchronized void retire(String topic, String lastMessage) {
    wanted.remove(topic);
    farewells.put(topic, lastMessage);
    unsent.add(topic);
  }

  /**
   * Returns what must be sent, in the order in which it was first set, and counts it as sent.
   * Topics that are retired begin and end it.
   */
  synchronized List<Publication> takeUnsent() {
    List<Publication> publications = new ArrayList<>();
    List<Publication> removals = new ArrayList<>();
    farewells.forEach(
        (topic, lastMessage) -> {
          if (unsent.remove(topic)) {
            publications.add(Publication.unretained(topic, lastMessage));
            removals.add(Publication.retained(topic, ""));
          }
        });
    wanted.forEach(
        (topic, payload) -> {
          if (unsent.remove(topic)) {
            publications.add(Publication.retained(topic, payload));
          }
        });
    publications.addAll(removals);
    return publications;
  }

  /** Has topics sent again that a receiver has forgotten. */
  synchronized void sendAgain(Predicate<String> topics) {
    wanted.keySet().stream().filter(topics).forEach(unsent::add);
  }

  /**
   * Has all topics sent again, since a connection is gone, or not all of what was taken arrived.
   */
  synchronized void forgetSent() {
    unsent.addAll(wanted.keySet());
    unsent.addAll(farewells.keySet());
  }
}
