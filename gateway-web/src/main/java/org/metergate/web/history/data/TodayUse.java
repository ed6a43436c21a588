// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.Series;
import org.metergate.latest.LatestValues;
import org.metergate.latest.MeterValues;
import org.metergate.value.Units;
import org.metergate.web.api.HistoryView;
import org.metergate.web.page.Today;

/**
 * What each meter used today, from its newest values and from what its counters stood at at
 * midnight and yesterday. The journal is read by another thread, one meter after the other, and
 * only for meters that somebody asks for: until then nothing is known, and a page never waits. Any
 * thread.
 */
public final class TodayUse implements Today.Source {
  /** What is known changes only at the end of a quarter of an hour. */
  private static final long KNOWN_MILLIS = 600_000;

  /** After this time it is tried again to read a journal that could not be read. */
  private static final long UNKNOWN_MILLIS = 60_000;

  /** The counters that people look for, in that order; of several tariffs their total. */
  private static final List<String> QUANTITIES =
      List.of(
          "energy_import",
          "energy_export",
          "heat_energy",
          "cooling_energy",
          "gas_volume",
          "water_volume",
          "volume");

  private final History history;
  private final LatestValues latest;
  private final HistoryView view;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Executor reading;
  private final Map<String, Day> days = new ConcurrentHashMap<>();
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  /** What the journal says about a day. */
  private record Day(LocalDate date, long readAt, List<CounterToday> counters) {
    boolean isDue(LocalDate today, long now) {
      boolean known = counters.stream().anyMatch(CounterToday::isKnown);
      return !date.equals(today)
          || now < readAt
          || now - readAt >= (known ? KNOWN_MILLIS : UNKNOWN_MILLIS);
    }
  }

  /**
   * Knows nothing yet.
   *
   * @param history of a journal that is open at least as long as the executor runs.
   * @param latest the newest live values.
   * @param units in which numbers are shown.
   * @param zone in which days begin.
   * @param clock the gateway's.
   * @param reading runs what reads the journal, on another thread than those of pages; what it
   *     refuses is asked again later.
   */
  public TodayUse(
      History history,
      LatestValues latest,
      Units units,
      ZoneId zone,
      InstantSource clock,
      Executor reading) {
    this.history = Objects.requireNonNull(history, "history");
    this.latest = Objects.requireNonNull(latest, "latest");
    this.view = new HistoryView(Objects.requireNonNull(units, "units"), true);
    this.zone = Objects.requireNonNull(zone, "zone");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.reading = Objects.requireNonNull(reading, "reading");
  }

  @Override
  public List<Today> of(String meter) {
    List<MeterValues> values = latest.of(meter);
    if (values.isEmpty()) {
      days.remove(meter);
      return List.of();
    }
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    Day day = days.get(meter);
    if ((day == null || day.isDue(today, now.toEpochMilli())) && pending.add(meter)) {
      readLater(meter);
      day = days.get(meter);
    }
    if (day == null || !day.date().equals(today)) {
      return List.of();
    }
    List<Today> list = new ArrayList<>();
    for (CounterToday counter : day.counters()) {
      counter.at(now, values).ifPresent(list::add);
    }
    return list;
  }

  private void readLater(String meter) {
    try {
      reading.execute(() -> read(meter));
    } catch (RejectedExecutionException e) {
      pending.remove(meter);
    }
  }

  private void read(String meter) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    List<CounterToday> counters = new ArrayList<>();
    try {
      for (MeterValues values : latest.of(meter)) {
        List<Series> all =
            history.seriesWithDerived(values.meter().displayName()).stream()
                .filter(one -> one.meter().equals(values.meter()))
                .filter(one -> one.isCounter() && QUANTITIES.contains(one.quantity()))
                .sorted(java.util.Comparator.comparing(one -> QUANTITIES.indexOf(one.quantity())))
                .toList();
        for (Series series : all) {
          counters.add(new CounterToday(series, view.of(series), today, zone, now));
        }
      }
      history.buckets(
          counters.stream().map(CounterToday::stretch).toList(),
          (stretch, bucket) ->
              counters.stream()
                  .filter(one -> one.stretch() == stretch)
                  .forEach(one -> one.take(bucket)));
    } catch (JournalException e) {
      counters.clear(); // the journal's own finding is on the page; it is tried again in a minute
    } finally {
      days.put(meter, new Day(today, now.toEpochMilli(), List.copyOf(counters)));
      pending.remove(meter);
    }
  }
}
