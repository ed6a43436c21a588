// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.journal.History;
import org.metergate.journal.History.Stretch;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.value.Units;
import org.metergate.web.api.HistoryView;
import org.metergate.web.api.HistoryView.Converted;
import org.metergate.web.history.data.SelfUse.Share;

/**
 * Reads the energies of which the self-use follows. A solar meter is installed in either direction,
 * and counts some of the inverter's own use in the other: what is produced is the counter that
 * stands higher. One thread.
 */
final class SelfUseReader {
  private final HistoryView view;
  private final Question question;
  private final List<Interval> intervals;

  /** The counters, by meter and quantity; a replaced meter has several of each. */
  private final Map<String, Map<String, List<Counter>>> counters = new LinkedHashMap<>();

  private record Counter(Converted unit, Merge merge) {}

  private SelfUseReader(HistoryView view, Question question) {
    this.view = view;
    this.question = question;
    intervals = question.period().intervals();
  }

  /** Reads the self-use; nothing for a meter that has no part in it. */
  static Optional<SelfUse> read(
      History history, HistoryView view, MeterRoles roles, Question question, Instant now)
      throws JournalException {
    boolean part =
        roles.solar().contains(question.meter()) || roles.grid().contains(question.meter());
    if (!part || roles.solar().isEmpty() || roles.grid().isEmpty()) {
      return Optional.empty();
    }
    SelfUseReader reader = new SelfUseReader(view, question);
    reader.read(history, roles);
    return reader.selfUse(roles, now);
  }

  private void read(History history, MeterRoles roles) throws JournalException {
    Map<Stretch, Counter> sinks = new HashMap<>();
    List<String> names = new ArrayList<>(roles.solar());
    names.addAll(roles.grid());
    for (String name : names) {
      Map<String, List<Counter>> ofMeter = new HashMap<>();
      counters.put(name, ofMeter);
      for (Series series : history.seriesWithDerived(name)) {
        if (isEnergy(series, Quantities.ENERGY_IMPORT.name())
            || isEnergy(series, Quantities.ENERGY_EXPORT.name())) {
          Counter counter = new Counter(view.of(series), new Merge(intervals));
          ofMeter.computeIfAbsent(series.quantity(), q -> new ArrayList<>()).add(counter);
          sinks.put(Steps.ofCounter(series, question.period(), false), counter);
        }
      }
    }
    history.buckets(
        List.copyOf(sinks.keySet()), (stretch, bucket) -> sinks.get(stretch).merge().take(bucket));
  }

  private static boolean isEnergy(Series series, String quantity) {
    return series.isCounter() && series.quantity().equals(quantity);
  }

  private Optional<SelfUse> selfUse(MeterRoles roles, Instant now) {
    Optional<Unit> unit = unit();
    if (unit.isEmpty()) {
      return Optional.empty();
    }
    List<Optional<BigDecimal>> produced = none();
    for (String name : roles.solar()) {
      Energies in = energies(name, Quantities.ENERGY_IMPORT.name(), unit.get());
      Energies out = energies(name, Quantities.ENERGY_EXPORT.name(), unit.get());
      produced = sum(produced, in.highest().compareTo(out.highest()) > 0 ? in : out);
    }
    List<Optional<BigDecimal>> imported = none();
    List<Optional<BigDecimal>> exported = none();
    for (String name : roles.grid()) {
      imported = sum(imported, energies(name, Quantities.ENERGY_IMPORT.name(), unit.get()));
      exported = sum(exported, energies(name, Quantities.ENERGY_EXPORT.name(), unit.get()));
    }
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      shares.add(new Share(intervals.get(i), produced.get(i), imported.get(i), exported.get(i)));
    }
    List<Share> known = shares.stream().filter(Share::isKnown).toList();
    long begun = intervals.stream().filter(one -> one.from() < now.toEpochMilli()).count();
    return Optional.of(
        new SelfUse(
            roles.solar(),
            roles.grid(),
            unit.get(),
            shares,
            total(known),
            known.size(),
            (int) begun));
  }

  private Optional<Share> total(List<Share> known) {
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Share(
                question.period().whole(),
                known.stream().map(one -> one.produced().orElseThrow()).reduce(BigDecimal::add),
                known.stream().map(one -> one.imported().orElseThrow()).reduce(BigDecimal::add),
                known.stream().map(one -> one.exported().orElseThrow()).reduce(BigDecimal::add)));
  }

  /** The unit of the first meter, if all others can be converted into it. */
  private Optional<Unit> unit() {
    List<Unit> units =
        counters.values().stream()
            .flatMap(ofMeter -> ofMeter.values().stream())
            .flatMap(List::stream)
            .map(one -> one.unit().to())
            .toList();
    return units.stream()
        .findFirst()
        .filter(first -> units.stream().allMatch(one -> Units.isPossible(one, first)));
  }

  /** What a counter of a meter moved by in each interval, and the highest value that it had. */
  private record Energies(List<Optional<BigDecimal>> used, BigDecimal highest) {}

  private Energies energies(String meter, String quantity, Unit unit) {
    List<Optional<BigDecimal>> used = new ArrayList<>(unknown());
    BigDecimal highest = BigDecimal.valueOf(-1);
    for (Counter counter : counters.get(meter).getOrDefault(quantity, List.of())) {
      List<Optional<Rollup>> merged = counter.merge().finish();
      Converted converted = new Converted(counter.unit().from(), unit);
      for (int i = 0; i < merged.size(); i++) {
        Optional<Rollup.Counter> one = merged.get(i).map(Rollup.Counter.class::cast);
        Optional<BigDecimal> delta = one.flatMap(Rollup.Counter::delta).map(converted::number);
        used.set(i, used.get(i).isPresent() ? used.get(i) : delta);
        BigDecimal stands =
            one.flatMap(all -> Optional.ofNullable(all.last()))
                .map(last -> converted.number(last.value()))
                .orElse(highest);
        highest = highest.max(stands);
      }
    }
    return new Energies(used, highest);
  }

  private List<Optional<BigDecimal>> none() {
    return intervals.stream().map(one -> Optional.of(BigDecimal.ZERO)).toList();
  }

  private List<Optional<BigDecimal>> unknown() {
    return intervals.stream().map(one -> Optional.<BigDecimal>empty()).toList();
  }

  private static List<Optional<BigDecimal>> sum(List<Optional<BigDecimal>> before, Energies more) {
    List<Optional<BigDecimal>> sum = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      Optional<BigDecimal> one = more.used().get(i);
      sum.add(before.get(i).flatMap(old -> one.map(old::add)));
    }
    return sum;
  }
}
