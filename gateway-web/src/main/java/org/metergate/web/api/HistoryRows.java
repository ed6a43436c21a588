// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Resolution;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Unit;
import org.metergate.value.Cooling;
import org.metergate.value.DerivedQuantities;

/**
 * The rows of a history of one meter, each with the columns of {@link HistoryFields}: what the API
 * and an export have in common. One thread.
 */
public final class HistoryRows {
  /** The cooling of so much time is calculated at once, so that a long export needs no memory. */
  private static final Duration AT_ONCE = Duration.ofDays(31);

  private final History history;
  private final ZoneId zone;
  private final HistoryView view;
  private final HistoryFields fields;
  private final Set<String> names;
  private final List<Series> all;

  /**
   * Looks up the series of a meter.
   *
   * @param history of a journal that is open.
   * @param meter its name for people.
   * @param zone in which days begin and times are written.
   * @param view units, and whether derived quantities are among the rows.
   * @param names the quantities that are wanted; empty for all.
   * @throws JournalException when the file cannot be read.
   */
  public HistoryRows(
      History history, String meter, ZoneId zone, HistoryView view, Set<String> names)
      throws JournalException {
    this.history = history;
    this.zone = zone;
    this.view = view;
    this.names = Set.copyOf(names);
    fields = new HistoryFields(zone, view);
    all = history.seriesWithDerived(meter);
  }

  /**
   * Returns whether the journal knows the meter.
   *
   * @return false if there is no row of it.
   */
  public boolean isKnown() {
    return !all.isEmpty();
  }

  /** How many series {@link #intervals} reads at most. */
  int count() {
    return wanted().size() + cooled().size();
  }

  private boolean wants(String quantity, boolean derived) {
    return names.isEmpty() ? view.derived() || !derived : names.contains(quantity);
  }

  private List<Series> wanted() {
    return all.stream().filter(one -> wants(one.quantity(), one.isDerived())).toList();
  }

  /** Of which cooling is calculated; nothing where it is not wanted. */
  private List<Series> cooled() {
    boolean sent = all.stream().anyMatch(one -> one.quantity().equals(Cooling.QUANTITY.name()));
    boolean wanted = !sent && wants(Cooling.QUANTITY.name(), true);
    return wanted ? CoolingRows.operands(all) : List.of();
  }

  /**
   * Reads intervals.
   *
   * @param from the interval that contains this time is the first.
   * @param to the interval that contains the moment before this time is the last.
   * @param every the length of an interval.
   * @param sink receives the columns of each.
   * @throws JournalException when the file cannot be read, or a row is damaged.
   */
  public void intervals(
      Instant from, Instant to, Resolution every, Consumer<Map<String, Object>> sink)
      throws JournalException {
    history.intervals(
        wanted(),
        from,
        to,
        every,
        zone,
        (series, rollup) -> sink.accept(fields.interval(series, rollup)));
    List<Series> operands = cooled();
    Instant start = Instant.ofEpochMilli(every.start(from.toEpochMilli(), zone));
    while (!operands.isEmpty() && start.isBefore(to)) {
      Instant end = every.isEven() && start.plus(AT_ONCE).isBefore(to) ? start.plus(AT_ONCE) : to;
      cooling(operands, start, end, every, sink);
      start = end;
    }
  }

  private void cooling(
      List<Series> operands,
      Instant from,
      Instant to,
      Resolution every,
      Consumer<Map<String, Object>> sink)
      throws JournalException {
    CoolingRows rows = new CoolingRows();
    history.intervals(operands, from, to, every, zone, rows::take);
    rows.calculate(
        (meter, interval, kelvin) ->
            sink.accept(fields.calculated(meter, Cooling.QUANTITY, kelvin, Unit.KELVIN, interval)));
  }

  /**
   * Reads single measurements, in the order in which their readings were stored.
   *
   * @param meter its name for people.
   * @param from the earliest time.
   * @param to the first time that is not included.
   * @param each is called for each reading before its rows.
   * @param sink receives the columns of each measurement.
   * @throws JournalException when the file cannot be read, or a row is damaged.
   */
  public void measurements(
      String meter, Instant from, Instant to, Runnable each, Consumer<Map<String, Object>> sink)
      throws JournalException {
    Map<MeterRef, Set<String>> sent = sent();
    history.readings(
        meter,
        from,
        to,
        (at, stored) -> {
          each.run();
          for (Measurement measurement : measurements(stored, sent)) {
            if (wants(measurement.quantity().name(), DerivedQuantities.isDerived(measurement))) {
              sink.accept(fields.measurement(at, stored, measurement));
            }
          }
        });
  }

  private Map<MeterRef, Set<String>> sent() throws JournalException {
    Map<MeterRef, Set<String>> sent = new HashMap<>();
    for (Series series : all) {
      if (series.isDerived() && !sent.containsKey(series.meter())) {
        sent.put(series.meter(), history.sent(series.meter()));
      }
    }
    return sent;
  }

  private List<Measurement> measurements(StoredReading stored, Map<MeterRef, Set<String>> sent) {
    List<Measurement> own = stored.reading().measurements();
    Set<String> ofMeter = sent.get(stored.reading().meter());
    if (ofMeter == null || !view.derived() && names.isEmpty()) {
      return own;
    }
    List<Measurement> both = new ArrayList<>(own);
    both.addAll(DerivedQuantities.of(stored.reading(), ofMeter));
    return both;
  }
}
