// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.value.Units;

/** Reads the numbers of a view from the journal. Any thread; waits while another one reads. */
public final class HistoryData {
  private final History history;
  private final Units units;
  private final ZoneId zone;
  private final InstantSource clock;
  private final MeterRoles roles;

  /**
   * Creates a reader.
   *
   * @param history of a journal that is open at least as long as this is used.
   * @param units in which numbers are shown.
   * @param zone in which days begin.
   * @param clock the gateway's.
   * @param roles which meters count what, for the self-use.
   */
  public HistoryData(
      History history, Units units, ZoneId zone, InstantSource clock, MeterRoles roles) {
    this.history = Objects.requireNonNull(history, "history");
    this.units = Objects.requireNonNull(units, "units");
    this.zone = Objects.requireNonNull(zone, "zone");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.roles = Objects.requireNonNull(roles, "roles");
  }

  /**
   * Lists the meters that are in the journal, configured or not.
   *
   * @return their names for people.
   * @throws JournalException when the journal cannot be read.
   */
  public List<String> meters() throws JournalException {
    return history.meters();
  }

  /**
   * Returns the years of which there are readings of a meter.
   *
   * @param meter its name for people.
   * @return from its first reading to its last, at most {@link Period#MOST_YEARS}; nothing where
   *     there are none.
   * @throws JournalException when the journal cannot be read.
   */
  public Optional<Period> years(String meter) throws JournalException {
    return Optional.empty();
  }

  /**
   * Reads a view.
   *
   * @param question what is asked for.
   * @return all its numbers; nothing for a meter that is not in the journal.
   * @throws JournalException when the journal cannot be read, or a row is damaged.
   */
  public Optional<MeterView> of(Question question) throws JournalException {
    return Optional.empty();
  }
}
