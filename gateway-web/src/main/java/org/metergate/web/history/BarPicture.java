// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.reading.Unit;
import org.metergate.web.history.chart.Slot;
import org.metergate.web.history.data.Bar;
import org.metergate.web.history.data.BarSeries;
import org.metergate.web.history.data.Group;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.Measured;
import org.metergate.web.history.data.Measured.Direction;

/**
 * Counters that are drawn into one picture: what flows in and out of the same, with its tariffs.
 *
 * @param group to which they belong.
 * @param series not empty; all of one unit.
 */
record BarPicture(Group group, List<BarSeries> series) {

  /** Copies the list. */
  BarPicture {
    series = List.copyOf(series);
  }

  /** Cuts a group into pictures; counters of different things are not drawn on each other. */
  static List<BarPicture> of(Group group, List<BarSeries> all) {
    Map<String, List<BarSeries>> pictures = new LinkedHashMap<>();
    for (BarSeries series : all) {
      String key = subject(series.of()) + " " + series.of().unit().ascii();
      pictures.computeIfAbsent(key, none -> new ArrayList<>()).add(series);
    }
    return pictures.values().stream().map(some -> new BarPicture(group, some)).toList();
  }

  /** Returns whether it is of one phase alone. */
  boolean isOfPhase() {
    return series.stream().allMatch(one -> one.of().quantity().matches(".*_l\\d"));
  }

  /** Returns whether nothing was counted. */
  boolean isIdle() {
    return series.stream().allMatch(BarSeries::isIdle);
  }

  /** What is counted, without its direction and its tariff. */
  private static String subject(Measured of) {
    String name = of.quantity();
    if (of.tariff().isPresent()) {
      name = name.replaceFirst("_t\\d+$", "");
    }
    return name.replace("import", "").replace("export", "");
  }

  Unit unit() {
    return series.get(0).of().unit();
  }

  /** Returns the series of all tariffs together; nothing where there are tariffs alone. */
  Optional<BarSeries> total(Direction direction) {
    return series.stream()
        .filter(one -> one.of().direction() == direction && one.of().tariff().isEmpty())
        .findFirst();
  }

  List<BarSeries> tariffs(Direction direction) {
    return series.stream()
        .filter(one -> one.of().direction() == direction && one.of().tariff().isPresent())
        .toList();
  }

  /** Returns the class of the colour of a series. */
  String style(BarSeries of) {
    boolean down = of.of().direction() == Direction.DOWN;
    String base =
        switch (group) {
          case HEAT -> "heat";
          case GAS -> "gas";
          case WATER, VOLUME -> "water";
          case ENERGY -> down ? "out" : "in";
          default -> down ? "out" : "other";
        };
    int tariff = of.of().tariff().orElse(0);
    return tariff < 2 ? base : base + " tariff" + Math.min(tariff, 4);
  }

  /** Returns the places of the picture, one for each interval. */
  List<Slot> slots(Scene scene) {
    List<Interval> intervals = scene.period().intervals();
    List<IntervalText.Label> labels = scene.times().labels(scene.period());
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      Interval at = intervals.get(i);
      boolean over = at.to() <= scene.now();
      List<Slot.Part> up = parts(Direction.UP, i, over);
      List<Slot.Part> down = parts(Direction.DOWN, i, over);
      boolean known = isKnown(i);
      slots.add(
          new Slot(
              title(scene, at, i),
              labels.get(i).text(),
              labels.get(i).level(),
              known ? scene.closer(at) : "",
              known ? Slot.State.KNOWN : over ? Slot.State.UNREAD : Slot.State.AHEAD,
              up,
              down,
              before(Direction.UP, i),
              before(Direction.DOWN, i)));
    }
    return slots;
  }

  /** Returns whether anything can be drawn of an interval. */
  boolean isKnown(int number) {
    return series.stream().anyMatch(one -> !one.bars().get(number).isGap());
  }

  /** The tariffs on each other where they are the whole, else the whole alone. */
  private List<Slot.Part> parts(Direction direction, int number, boolean over) {
    Optional<BarSeries> total = total(direction);
    List<BarSeries> tariffs = tariffs(direction);
    Optional<BigDecimal> sum = sum(tariffs, number);
    boolean whole =
        sum.isPresent()
            && total
                .map(one -> one.bars().get(number).used())
                .map(used -> used.isEmpty() || used.get().compareTo(sum.get()) == 0)
                .orElse(true);
    List<BarSeries> drawn = whole ? tariffs : total.map(List::of).orElse(tariffs);
    List<Slot.Part> parts = new ArrayList<>();
    for (BarSeries one : drawn) {
      Bar bar = one.bars().get(number);
      bar.used()
          .ifPresent(
              used ->
                  parts.add(
                      new Slot.Part(
                          style(one), used, bar.estimated(), over && bar.isIncomplete())));
    }
    return parts;
  }

  private static Optional<BigDecimal> sum(List<BarSeries> series, int number) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BarSeries one : series) {
      Optional<BigDecimal> used = one.bars().get(number).used();
      if (used.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(used.get());
    }
    return series.isEmpty() ? Optional.empty() : Optional.of(sum);
  }

  private BigDecimal before(Direction direction, int number) {
    List<BarSeries> compared = total(direction).map(List::of).orElse(tariffs(direction));
    return compared.stream()
        .flatMap(one -> before(one, number).stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Returns what a series counted in the same place of the compared period. */
  static Optional<BigDecimal> before(BarSeries series, int number) {
    return series.comparison().flatMap(other -> other.bars().get(number)).flatMap(Bar::used);
  }

  private String title(Scene scene, Interval at, int number) {
    List<String> texts = new ArrayList<>();
    for (BarSeries one : series) {
      Bar bar = one.bars().get(number);
      bar.used().ifPresent(used -> texts.add(one.of().label() + " " + Shown.exact(used, unit())));
      before(one, number)
          .ifPresent(used -> texts.add(scene.before() + " " + Shown.exact(used, unit())));
    }
    texts.addAll(remarks(number, at.to() <= scene.now()));
    String title = scene.title(at);
    return texts.isEmpty() ? title : title + ": " + String.join("; ", texts);
  }

  /**
   * Returns what is to be known of the numbers of an interval.
   *
   * @param over whether the interval has passed; until then some of it is always missing.
   */
  List<String> remarks(int number, boolean over) {
    List<Bar> bars = series.stream().map(one -> one.bars().get(number)).toList();
    List<String> remarks = new ArrayList<>();
    if (!over && isKnown(number)) {
      remarks.add(HistoryTexts.text("so-far"));
    }
    if (bars.stream().anyMatch(Bar::estimated)) {
      remarks.add(HistoryTexts.text("estimated"));
    }
    bars.stream()
        .filter(bar -> over && !bar.isGap() && bar.isIncomplete())
        .map(Bar::coverage)
        .min(BigDecimal::compareTo)
        .ifPresent(
            least -> remarks.add(HistoryTexts.text("observed", "percent", Shown.percent(least))));
    if (bars.stream().anyMatch(Bar::logged)) {
      remarks.add(HistoryTexts.text("logged"));
    }
    if (bars.stream().anyMatch(bar -> bar.isGap() && bar.readings() > 0)) {
      remarks.add(HistoryTexts.text("ends-not-read"));
    }
    return remarks;
  }
}
