// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.time.TimeSource;

/**
 * What was heard after the selections on a bus, so that none is made again for each meter behind
 * which others are searched, and when a search was made last. One for each session; on the thread
 * of the link.
 */
final class HeardSelections {
  /** What is older is used by no search, however long it takes. */
  private static final Duration OLDEST = Duration.ofDays(1);

  /** So long the bus is left to its meters after a part of a search, while they are due. */
  private static final Duration REST = Duration.ofSeconds(30);

  private final TimeSource time;
  private long lastPart;
  private final Map<Selection, Heard> all = new HashMap<>();

  /**
   * A selection.
   *
   * @param baud the speed at which it was made: the meters of a bus may have several.
   * @param patience how long an acknowledgement was awaited.
   */
  record Selection(SecondaryAddress wanted, int baud, Duration patience) {}

  /**
   * What was heard after a selection.
   *
   * @param nanos when.
   * @param accepted whether any meter accepted it.
   * @param asked whether those that did were asked for data.
   * @param answer who answered then; empty if it was not to be understood.
   * @param alone whether it is known that no other one answered.
   */
  record Heard(
      long nanos, boolean accepted, boolean asked, Optional<Answering> answer, boolean alone) {}

  /**
   * Who answers.
   *
   * @param address the primary address in the answer.
   */
  record Answering(int address, Identity identity) {}

  /**
   * Creates an empty record.
   *
   * @param time the session.
   */
  HeardSelections(TimeSource time) {
    this.time = time;
    this.lastPart = time.nanos() - REST.toNanos();
  }

  long nanos() {
    return time.nanos();
  }

  /** Returns what was heard after a selection since a time. */
  Optional<Heard> since(long oldest, Selection selection) {
    return Optional.ofNullable(all.get(selection)).filter(heard -> heard.nanos() - oldest >= 0);
  }

  void put(Selection selection, Heard heard) {
    all.values().removeIf(old -> heard.nanos() - old.nanos() > OLDEST.toNanos());
    all.put(selection, heard);
  }

  /** A part of a search has ended: the bus is left to its meters for some time. */
  void partEnded() {
    lastPart = nanos();
  }

  /** Returns whether a part of a search may come although meters are due. */
  boolean isRested() {
    return nanos() - lastPart >= REST.toNanos();
  }

  void forget(Set<Selection> some) {
    all.keySet().removeAll(some);
  }
}
