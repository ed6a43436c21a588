// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.journal.History;
import org.metergate.journal.History.Stretch;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.value.Cooling;
import org.metergate.web.api.HistoryView;
import org.metergate.web.api.HistoryView.Converted;

/** Reads what is shown of a meter with one number of its own. One thread. */
final class PartReader {
  private static final Pattern TARIFF = Pattern.compile(".*_t([0-9]{1,2})");
  private static final Pattern PHASE = Pattern.compile(".*_l[123]");

  /** The sums of volume times temperature: operands of the cooling, which nobody reads. */
  private static final String OPERAND_UNIT = "m3*degC";

  private final MeterRef meter;
  private final List<Series> all;
  private final Question question;
  private final HistoryView view;
  private final Map<Series, CounterReader> counters = new LinkedHashMap<>();
  private final Map<Series, CurveReader> curves = new LinkedHashMap<>();
  private final Map<Stretch, Consumer<Rollup>> sinks = new IdentityHashMap<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private Optional<CoolingReader> cooling = Optional.empty();

  PartReader(MeterRef meter, List<Series> all, Question question, HistoryView view, Instant now) {
    this.meter = meter;
    this.all = all;
    this.question = question;
    this.view = view;
    for (Series series : all) {
      if (series.isCounter() && !series.unit().equals(OPERAND_UNIT)) {
        counter(series, now.toEpochMilli());
      } else if (!series.isCounter() && wants(series)) {
        curve(series);
      }
    }
    if (CoolingReader.isPossible(all) && wants(Cooling.QUANTITY.name())) {
      cooling();
    }
  }

  private void counter(Series series, long now) {
    Converted unit = view.of(series);
    CounterReader reader = new CounterReader(series, measured(series, unit), unit, question, now);
    counters.put(series, reader);
    for (Stretch stretch : reader.stretches()) {
      read(stretch, bucket -> reader.take(stretch, (Rollup.Counter) bucket));
    }
  }

  private void curve(Series series) {
    Converted unit = view.of(series);
    CurveReader reader = new CurveReader(series, measured(series, unit), unit, question.period());
    curves.put(series, reader);
    read(reader.stretch(), reader::take);
  }

  private void cooling() {
    CoolingReader reader = new CoolingReader(meter, all, question.period());
    cooling = Optional.of(reader);
    reader.stretches().forEach(stretch -> read(stretch, one -> reader.take(stretch, one)));
  }

  private void read(Stretch stretch, Consumer<Rollup> sink) {
    stretches.add(stretch);
    sinks.put(stretch, sink);
  }

  private boolean wants(String quantity) {
    return question.gauges().isEmpty() || question.gauges().contains(quantity);
  }

  /** Whether a gauge is asked for; without a wish, whether people look for it. */
  private boolean wants(Series gauge) {
    if (!question.gauges().isEmpty()) {
      return question.gauges().contains(gauge.quantity());
    }
    boolean net = all.stream().anyMatch(one -> one.quantity().equals("power"));
    return !PHASE.matcher(gauge.quantity()).matches()
        && switch (Group.ofGauge(gauge.dimension())) {
          case POWER ->
              net
                  ? gauge.quantity().equals("power")
                  : Set.of("power_import", "power_export", "power_net").contains(gauge.quantity());
          case HEAT_POWER, TEMPERATURE, COOLING, FLOW -> true;
          default -> false;
        };
  }

  /** The gauges that a meter has, by the names that a question may have. */
  static List<String> gauges(List<Series> all) {
    List<String> names = new ArrayList<>();
    all.stream().filter(one -> !one.isCounter()).forEach(one -> names.add(one.quantity()));
    if (CoolingReader.isPossible(all)) {
      names.add(Cooling.QUANTITY.name());
    }
    return names.stream().distinct().sorted().toList();
  }

  /** What has to be read; for each of it {@link #take} is called. */
  List<Stretch> stretches() {
    return stretches;
  }

  void take(Stretch stretch, Rollup bucket) {
    Consumer<Rollup> sink = sinks.get(stretch);
    if (sink != null) {
      sink.accept(bucket);
    }
  }

  /** Makes the part, after all was read; the records of the meter's own logger are looked up. */
  MeterPart part(History history) throws JournalException {
    SortedMap<Group, List<BarSeries>> bars = new TreeMap<>();
    for (Map.Entry<Series, CounterReader> one : counters.entrySet()) {
      add(bars, one.getValue().series(logged(history, one.getKey()), this::power));
    }
    SortedMap<Group, List<CurveSeries>> lines = new TreeMap<>();
    for (Map.Entry<Series, CurveReader> one : curves.entrySet()) {
      CurveSeries line = one.getValue().series(logged(history, one.getKey()));
      lines.computeIfAbsent(line.of().group(), group -> new ArrayList<>()).add(line);
    }
    cooling.ifPresent(
        reader ->
            lines.computeIfAbsent(Group.COOLING, group -> new ArrayList<>()).add(reader.series()));
    return new MeterPart(meter, bars, lines);
  }

  private static void add(SortedMap<Group, List<BarSeries>> bars, BarSeries series) {
    bars.computeIfAbsent(series.of().group(), group -> new ArrayList<>()).add(series);
  }

  private NavigableSet<Long> logged(History history, Series series) throws JournalException {
    Interval whole = question.period().whole();
    return history.logged(
        series, Instant.ofEpochMilli(whole.from()), Instant.ofEpochMilli(whole.to()));
  }

  private Unit power(Unit own) {
    return view.units().unitOf(Quantities.POWER_IMPORT, own);
  }

  private static Measured measured(Series series, Converted unit) {
    String name = series.quantity();
    Matcher tariff = TARIFF.matcher(name);
    boolean export = name.contains("_export");
    return new Measured(
        series.meter(),
        name,
        series.label(),
        unit.to(),
        series.isCounter()
            ? Group.ofCounter(series.dimension())
            : Group.ofGauge(series.dimension()),
        export ? Measured.Direction.DOWN : Measured.Direction.UP,
        tariff.matches() ? OptionalInt.of(Integer.parseInt(tariff.group(1))) : OptionalInt.empty(),
        series.isDerived());
  }
}
