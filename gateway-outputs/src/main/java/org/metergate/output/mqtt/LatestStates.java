// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.journal.StoredReading;

/**
 * The newest live reading of each meter, and whether it was sent as the present state. What is
 * repeated, or was journaled by a previous run, is sent as backlog, since a receiver may know a
 * newer one; the newest of those is sent as the state once everything is delivered. One thread.
 */
final class LatestStates {
  private record Newest(StoredReading reading, boolean shown) {}

  private final Map<String, Newest> newest = new TreeMap<>();

  /** Notes that a live reading is sent. */
  void sent(StoredReading stored, boolean asState) {
    String meter = stored.reading().meter().displayName();
    Newest before = newest.get(meter);
    if (before == null || stored.id() > before.reading().id()) {
      newest.put(meter, new Newest(stored, asState));
    }
  }

  /** Returns the newest readings that were not sent as the state. */
  List<StoredReading> unshown() {
    return newest.values().stream().filter(one -> !one.shown()).map(Newest::reading).toList();
  }

  /** Notes that all of them have been sent as the state. */
  void shown() {
    newest.replaceAll((meter, one) -> new Newest(one.reading(), true));
  }

  /** Returns the newest reading of each meter. */
  List<StoredReading> all() {
    return newest.values().stream().map(Newest::reading).toList();
  }
}
