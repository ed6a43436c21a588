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
 * What shall stand in the broker's memory, and which of it was not sent on this connection yet: a
 * broker that was restarted has forgotten all. Any thread.
 */
final class RetainedTopics {
  private final Map<String, String> wanted = new LinkedHashMap<>();
  private final Set<String> unsent = new HashSet<>();

  /** Sets a topic's text; returns whether that is news. */
  synchronized boolean set(String topic, String payload) {
    boolean news = !payload.equals(wanted.put(topic, payload));
    if (news) {
      unsent.add(topic);
    }
    return news;
  }

  /** Hands out what must be sent, in the order in which it was first set. */
  synchronized List<Publication> takeUnsent() {
    List<Publication> publications = new ArrayList<>();
    wanted.forEach(
        (topic, payload) -> {
          if (unsent.remove(topic)) {
            publications.add(Publication.retained(topic, payload));
          }
        });
    return publications;
  }

  /** Somebody who takes these topics in has forgotten them: they must be sent again. */
  synchronized void sendAgain(Predicate<String> topics) {
    wanted.keySet().stream().filter(topics).forEach(unsent::add);
  }

  /** A connection is gone, or not all of what was taken arrived: all must be sent again. */
  synchronized void forgetSent() {
    unsent.addAll(wanted.keySet());
  }
}
