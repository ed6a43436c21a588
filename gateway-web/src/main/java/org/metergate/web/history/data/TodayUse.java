// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.Series;
import org.metergate.latest.LatestValues;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.MeterRef;
import org.metergate.value.Units;
import org.metergate.web.api.HistoryView;
import org.metergate.web.page.Today;

/**
 * What each meter used today, from its newest values and from what its counters stood at at
 * midnight and yesterday. The journal is read by another thread, for many meters at once, and only
 * for meters that somebody asks for: until then nothing is known, and a page never waits. Any
 * thread.
 */
public final class TodayUse implements Today.Source {
  /** What is known changes only at the end of a quarter of an hour. */
  private static final long KNOWN_MILLIS = 600_000;

  /** After this time it is tried again to read a journal that could not be read. */
  private static final long UNKNOWN_MILLIS = 60_000;

  /**
   * So many meters are read at once: for each time all newest rows are passed, whose roll-ups are
   * not written yet, and the journal's other readers wait.
   */
  private static final int AT_ONCE = 250;

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
  private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isReading = new AtomicBoolean();

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
      waiting.add(meter);
      readLater();
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

  private void readLater() {
    if (waiting.isEmpty() || !isReading.compareAndSet(false, true)) {
      return;
    }
    try {
      reading.execute(this::readSome);
    } catch (RejectedExecutionException e) {
      isReading.set(false);
      take(Integer.MAX_VALUE).forEach(pending::remove);
    }
  }

  private void readSome() {
    try {
      read(take(AT_ONCE));
    } finally {
      isReading.set(false);
      readLater();
    }
  }

  private List<String> take(int most) {
    List<String> meters = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      String meter = waiting.poll();
      if (meter == null) {
        break;
      }
      meters.add(meter);
    }
    return meters;
  }

  private void read(List<String> meters) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    Map<String, List<CounterToday>> counters = new HashMap<>();
    meters.forEach(meter -> counters.put(meter, new ArrayList<>()));
    try {
      Map<MeterRef, List<Series>> known = new HashMap<>();
      for (Series one : history.allSeries()) {
        if (one.isCounter() && QUANTITIES.contains(one.quantity())) {
          known.computeIfAbsent(one.meter(), meter -> new ArrayList<>()).add(one);
        }
      }
      Map<History.Stretch, CounterToday> byStretch = new IdentityHashMap<>();
      for (String meter : meters) {
        for (MeterValues values : latest.of(meter)) {
          List<Series> own = known.getOrDefault(values.meter(), List.of());
          own.stream()
              .sorted(Comparator.comparing(one -> QUANTITIES.indexOf(one.quantity())))
              .map(one -> new CounterToday(one, view.of(one), today, zone, now))
              .forEach(
                  counter -> {
                    counters.get(meter).add(counter);
                    byStretch.put(counter.stretch(), counter);
                  });
        }
      }
      history.buckets(
          List.copyOf(byStretch.keySet()),
          (stretch, bucket) -> byStretch.get(stretch).take(bucket));
    } catch (JournalException e) {
      // the journal's own finding is on the page; it is tried again in a minute
      counters.values().forEach(List::clear);
    } finally {
      for (String meter : meters) {
        days.put(meter, new Day(today, now.toEpochMilli(), List.copyOf(counters.get(meter))));
        pending.remove(meter);
      }
    }
  }
}
