// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.observe;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.Sighting;
import org.metergate.testing.JsonTree;

/** What was seen until now, at all places, in the order of its arrival. Any thread. */
public final class SightingLog {
  private final Set<String> meters;
  private final List<Sighting> all = new ArrayList<>();

  /**
   * Is empty.
   *
   * @param meters the configured names; a name that begins with one of them and a dash is a
   *     sub-meter, which is not followed.
   */
  public SightingLog(Set<String> meters) {
    this.meters = Set.copyOf(meters);
  }

  synchronized void add(Sighting sighting) {
    boolean part = meters.stream().anyMatch(name -> sighting.meter().startsWith(name + "-"));
    if (!part) {
      all.add(sighting);
    }
  }

  /**
   * Adds a reading in the JSON form of MQTT, HTTP posts and datagrams.
   *
   * @param payload an object.
   * @param meter empty if the object names it itself.
   */
  void addJson(Place place, String meter, String payload, boolean present) {
    Map<String, Object> object = JsonTree.object(payload);
    Map<String, BigDecimal> values = new HashMap<>();
    object.forEach(
        (name, value) -> {
          if (value instanceof BigDecimal number && !name.equals("seq")) {
            values.put(name, number);
          }
        });
    add(
        new Sighting(
            place,
            meter.isEmpty() ? (String) object.get("meter") : meter,
            OptionalLong.of(((BigDecimal) object.get("seq")).longValueExact()),
            stamp((String) object.get("meter_time")),
            values,
            OptionalLong.empty(),
            present,
            System.nanoTime()));
  }

  /** The meter's time without its offset, if it has one. */
  static Optional<LocalDateTime> stamp(String text) {
    return Optional.ofNullable(text)
        .filter(some -> !some.isEmpty())
        .map(some -> LocalDateTime.parse(some.substring(0, 19).replace(' ', 'T')));
  }

  /** Returns everything until now. */
  public synchronized List<Sighting> all() {
    return List.copyOf(all);
  }

  /** Returns how much there is. */
  public synchronized int size() {
    return all.size();
  }
}
