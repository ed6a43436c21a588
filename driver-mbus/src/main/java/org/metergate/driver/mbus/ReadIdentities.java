// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.driver.MeterSession;

/**
 * Who answered under each name when it was read last. Two names may mean one meter, for example by
 * its primary and its secondary address. One thread.
 */
final class ReadIdentities {
  /** Before the first readout. */
  private static final long NEVER = 0;

  private final Map<String, Answered> byName = new LinkedHashMap<>();
  private long readouts;

  /**
   * Who answered under a name.
   *
   * @param since the number of the readout since which it is this one.
   * @param last that of the last readout; {@link #NEVER} if the meter was asked in vain since.
   */
  private record Answered(Identity identity, long since, long last) {}

  /** Returns whether a meter was read under a name. */
  boolean isKnown(String name) {
    return byName.containsKey(name);
  }

  /** A meter was asked, and gave no reading: it may be at another address now. */
  void notRead(String name) {
    byName.computeIfPresent(name, (key, old) -> new Answered(old.identity(), old.since(), NEVER));
  }

  /**
   * Reports that a meter is read under another name too. What was read under that name before this
   * one had the number says nothing: the meter may have moved from there, or each of the two may
   * have been exchanged.
   *
   * @param meter the one that was read under this name.
   */
  void read(String name, Identity identity, MeterSession meter) {
    readouts++;
    Answered old = byName.get(name);
    boolean same = old != null && old.identity().equals(identity);
    Answered now = new Answered(identity, same ? old.since() : readouts, readouts);
    byName.put(name, now);
    if (identity.number().isEmpty()) {
      return;
    }
    other(name, now)
        .ifPresent(
            other ->
                meter.find(
                    MbusFindings.SAME_METER, "other", other, "number", identity.secondary()));
  }

  private Optional<String> other(String name, Answered now) {
    return byName.entrySet().stream()
        .filter(other -> !other.getKey().equals(name))
        .filter(other -> other.getValue().identity().equals(now.identity()))
        .filter(other -> other.getValue().last() > now.since())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
