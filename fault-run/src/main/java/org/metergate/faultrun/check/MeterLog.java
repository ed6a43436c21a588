// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.check;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.metergate.faultrun.evidence.Broken;
import org.metergate.faultrun.evidence.Sent;
import org.metergate.faultrun.evidence.Sighting;

/** What one meter sent, found by what was seen of it. */
final class MeterLog {
  private final List<Sent> sent;
  private final List<Broken> broken;
  private final Map<LocalDateTime, Sent> byStamp = new HashMap<>();

  MeterLog(List<Sent> sent, List<Broken> broken) {
    this.sent = List.copyOf(sent);
    this.broken = List.copyOf(broken);
    sent.forEach(one -> byStamp.put(one.telegram().stamp(), one));
  }

  List<Sent> sent() {
    return sent;
  }

  /**
   * Finds the telegram that a sighting is of: by the meter's time where there is one, else by its
   * values.
   *
   * @param before numbers that this place has had; among equals the first new one is meant.
   */
  Optional<Sent> find(Sighting sighting, Set<Integer> before) {
    if (sighting.stamp().isPresent()) {
      return Optional.ofNullable(byStamp.get(sighting.stamp().get()))
          .filter(one -> differing(one, sighting).isEmpty());
    }
    List<Sent> alike = new ArrayList<>();
    for (Sent one : sent) {
      if (shared(one, sighting) > 0 && differing(one, sighting).isEmpty()) {
        alike.add(one);
      }
    }
    return alike.stream()
        .filter(one -> !before.contains(one.telegram().number()))
        .findFirst()
        .or(() -> alike.stream().findFirst());
  }

  private static long shared(Sent one, Sighting sighting) {
    return one.telegram().values().keySet().stream().filter(sighting.values()::containsKey).count();
  }

  private static List<String> differing(Sent one, Sighting sighting) {
    List<String> differing = new ArrayList<>();
    one.telegram()
        .values()
        .forEach(
            (name, value) -> {
              BigDecimal seen = sighting.values().get(name);
              if (seen != null && seen.compareTo(value) != 0) {
                differing.add(name);
              }
            });
    return differing;
  }

  /** Returns the highest value of a quantity in what was due before a moment. */
  Optional<BigDecimal> highestBefore(String quantity, long nanos) {
    return sent.stream()
        .filter(one -> one.nanos() <= nanos)
        .map(one -> one.telegram().values().get(quantity))
        .filter(Objects::nonNull)
        .max(BigDecimal::compareTo);
  }

  /**
   * Returns the numbers of all telegrams that must have arrived: genuine, completely written to a
   * connection, and not among those that a broken connection cost.
   *
   * @param stored the numbers that are in the journal: after a kill, only the end of what was read
   *     may be missing.
   */
  List<Sent> due(Set<Integer> stored) {
    List<Sent> due = new ArrayList<>();
    for (Sent one : sent) {
      if (one.telegram().genuine() && one.written() && !excused(one, stored)) {
        due.add(one);
      }
    }
    return due;
  }

  private boolean excused(Sent one, Set<Integer> stored) {
    for (Broken end : broken) {
      if (end.connection() == one.connection()) {
        boolean unread = one.end() > end.read();
        boolean inProcess =
            one.end() > end.read() - end.inProcess()
                && one.nanos() >= end.storedBefore()
                && isLast(one, stored);
        if (unread || inProcess) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether nothing that came after it on its connection was stored. */
  private boolean isLast(Sent one, Set<Integer> stored) {
    return sent.stream()
        .filter(other -> other.connection() == one.connection())
        .filter(other -> other.telegram().number() > one.telegram().number())
        .noneMatch(other -> stored.contains(other.telegram().number()));
  }
}
