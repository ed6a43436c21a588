// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.Series;
import org.metergate.spi.reading.MeterRef;
import org.metergate.value.Units;
import org.metergate.web.api.HistoryView;

/** Reads the numbers of a view from the journal. Any thread; waits while another one reads. */
public final class HistoryData {
  private final History history;
  private final HistoryView view;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Supplier<MeterRoles> roles;

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
    this(history, units, zone, clock, () -> roles);
  }

  /**
   * Creates a reader that follows a configuration that changes.
   *
   * @param history as above.
   * @param units as above.
   * @param zone as above.
   * @param clock as above.
   * @param roles returns which meters count what now; called by any thread.
   */
  public HistoryData(
      History history, Units units, ZoneId zone, InstantSource clock, Supplier<MeterRoles> roles) {
    this.history = Objects.requireNonNull(history, "history");
    this.view = new HistoryView(Objects.requireNonNull(units, "units"), true);
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
    List<Series> all = history.seriesWithDerived(meter);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    int last = clock.instant().atZone(zone).getYear();
    int first = history.begin(all).map(begin -> begin.atZone(zone).getYear()).orElse(last);
    first = Math.min(last, Math.max(first, last - Period.MOST_YEARS + 1));
    return Optional.of(Period.years(first, last, zone));
  }

  /**
   * Reads a view.
   *
   * @param question what is asked for.
   * @return all its numbers; nothing for a meter that is not in the journal.
   * @throws JournalException when the journal cannot be read, or a row is damaged.
   */
  public Optional<MeterView> of(Question question) throws JournalException {
    Instant now = clock.instant();
    List<Series> all = history.seriesWithDerived(question.meter());
    if (all.isEmpty() && !history.meters().contains(question.meter())) {
      return Optional.empty();
    }
    Map<MeterRef, List<Series>> numbers = new LinkedHashMap<>();
    for (Series series : all) {
      numbers.computeIfAbsent(series.meter(), meter -> new ArrayList<>()).add(series);
    }
    return Optional.of(
        new MeterView(
            question,
            now,
            List.copyOf(numbers.keySet()),
            parts(question, numbers, now),
            PartReader.gauges(all),
            SelfUseReader.read(history, view, roles.get(), question, now)));
  }

  private List<MeterPart> parts(Question question, Map<MeterRef, List<Series>> numbers, Instant now)
      throws JournalException {
    List<PartReader> readers = new ArrayList<>();
    List<History.Stretch> stretches = new ArrayList<>();
    numbers.forEach(
        (meter, series) -> {
          PartReader reader = new PartReader(meter, series, question, view, now);
          readers.add(reader);
          stretches.addAll(reader.stretches());
        });
    history.buckets(
        stretches, (stretch, bucket) -> readers.forEach(one -> one.take(stretch, bucket)));
    List<MeterPart> parts = new ArrayList<>();
    MeterPart last = null;
    for (PartReader reader : readers) {
      last = reader.part(history);
      if (last.hasNumbers()) {
        parts.add(last);
      }
    }
    return parts.isEmpty() && last != null ? List.of(last) : parts;
  }
}
