// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.web.history.chart.BarChart;
import org.metergate.web.history.chart.Caption;
import org.metergate.web.history.chart.Slot;
import org.metergate.web.history.data.Bar;
import org.metergate.web.history.data.BarSeries;
import org.metergate.web.history.data.Comparison;
import org.metergate.web.history.data.Group;
import org.metergate.web.history.data.Growth;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.Measured.Direction;
import org.metergate.web.history.data.Peak;
import org.metergate.web.html.Html;

/** A panel with the bars of one picture: sums, the picture, footnotes, the table behind it. */
final class BarSection {
  private final Scene scene;
  private final BarPicture picture;
  private final String id;

  BarSection(Scene scene, BarPicture picture, String id) {
    this.scene = scene;
    this.picture = picture;
    this.id = id;
  }

  void write(Html html) {
    html.open("section", "class", "card");
    html.element("h3", heading(), "id", id + "-head", "class", "picture");
    html.open("dl", "class", "figures");
    withoutIdle(figured()).forEach(series -> figure(html, series));
    PeakFigures.write(html, scene, peaks());
    html.close("dl");
    List<Slot> slots = picture.slots(scene);
    if (slots.stream().anyMatch(BarSection::isDrawn)) {
      legend(slots).write(html);
      Caption caption = new Caption(heading(), description(), Shown.symbol(picture.unit()));
      new BarChart(id, caption, HistoryTexts.text("not-read"), slots).write(html);
      footnotes(html, slots);
    } else {
      String every = scene.period().every().label();
      html.element("p", HistoryTexts.text("no-interval-" + every), "class", "hint footnote");
    }
    table(html);
    PeakFigures.table(html, scene, peaks());
    html.close("section");
  }

  private String heading() {
    Group group = picture.group();
    boolean alone = group == Group.ENERGY || group == Group.GAS || group == Group.WATER;
    boolean whole = picture.series().stream().allMatch(one -> one.of().quantity().length() < 17);
    return alone && whole && !picture.isOfPhase()
        ? HistoryTexts.text("group-" + group.label())
        : withoutIdle(picture.series()).get(0).of().label();
  }

  private String description() {
    return HistoryTexts.text(
        "bars-of",
        "what",
        heading(),
        "when",
        scene.times().title(scene.period()),
        "every",
        HistoryTexts.text("every-" + scene.period().every().label()));
  }

  private static boolean isDrawn(Slot slot) {
    boolean compared = slot.before().signum() > 0 || slot.beforeDown().signum() > 0;
    return slot.state() == Slot.State.KNOWN || compared;
  }

  /** Leaves out the direction in which nothing flowed: most houses export nothing. */
  private static List<BarSeries> withoutIdle(List<BarSeries> all) {
    List<BarSeries> shown =
        all.stream().filter(one -> one.of().direction() == Direction.UP || !one.isIdle()).toList();
    return shown.isEmpty() ? all : shown;
  }

  /** The totals; the tariffs where there are no totals. */
  private List<BarSeries> figured() {
    List<BarSeries> totals =
        picture.series().stream().filter(one -> one.of().tariff().isEmpty()).toList();
    return totals.isEmpty() ? picture.series() : totals;
  }

  private List<Peak> peaks() {
    return picture.total(Direction.UP).map(BarSeries::peaks).orElse(List.of());
  }

  private void figure(Html html, BarSeries series) {
    html.open("div", "class", "figure");
    html.element("dt", series.of().label());
    html.open("dd");
    Optional<Growth> total = series.total();
    if (total.isEmpty()) {
      html.element("span", HistoryTexts.text("nothing-known"), "class", "hint");
    } else {
      html.element("span", Shown.rounded(total.get().used()), "class", "number");
      html.element("span", Shown.symbol(series.of().unit()), "class", "unit");
      remarks(total.get()).forEach(remark -> html.element("span", remark, "class", "hint"));
    }
    series.comparison().ifPresent(other -> compared(other).forEach(text -> hint(html, text)));
    if (series.of().tariff().isEmpty()) {
      picture.tariffs(series.of().direction()).forEach(tariff -> share(html, tariff));
    }
    html.close("dd").close("div");
  }

  private void share(Html html, BarSeries tariff) {
    tariff
        .total()
        .ifPresent(
            total ->
                hint(
                    html,
                    HistoryTexts.text(
                        "tariff",
                        "tariff",
                        tariff.of().tariff().orElseThrow(),
                        "number",
                        number(total.used()))));
  }

  private static void hint(Html html, String text) {
    html.element("span", text, "class", "hint");
  }

  private List<String> remarks(Growth total) {
    List<String> remarks = new ArrayList<>();
    if (!total.complete()) {
      remarks.add(
          HistoryTexts.text(
              scene.view().isRunning() ? "so-far-known" : "incomplete-known",
              "from",
              scene.times().moment(total.over().from()),
              "to",
              scene.times().moment(total.over().to())));
    } else if (scene.view().isRunning()) {
      remarks.add(HistoryTexts.text("so-far"));
    } else if (total.coverage().compareTo(BigDecimal.ONE) < 0) {
      remarks.add(HistoryTexts.text("observed-of-all", "percent", Shown.percent(total.coverage())));
    }
    if (total.estimated()) {
      remarks.add(HistoryTexts.text("estimated-ends"));
    }
    return remarks;
  }

  /** "2.5 kWh more, +12.3 %" and "The day before: 8.1 kWh by this time". */
  private List<String> compared(Comparison comparison) {
    Optional<BigDecimal> difference = comparison.difference();
    if (difference.isEmpty()) {
      String unknown = HistoryTexts.text("beside-unknown", "before", scene.before());
      return List.of(comparison.total().map(total -> beside(total, false)).orElse(unknown));
    }
    String by = number(difference.get().abs());
    String share = comparison.percent().map(p -> ", " + signed(p) + "\u00a0%").orElse("");
    int sign = difference.get().signum();
    String key = sign == 0 ? "as-much" : sign > 0 ? "more" : "less";
    return List.of(
        HistoryTexts.text(key, "by", by, "share", share),
        beside(comparison.soFarBefore().orElseThrow(), scene.view().isRunning()));
  }

  private String beside(Growth other, boolean soFar) {
    return HistoryTexts.text(
        other.complete() ? "beside" : "beside-incomplete",
        "before",
        scene.before(),
        "number",
        number(other.used()),
        "until",
        soFar ? HistoryTexts.text("by-this-time") : "");
  }

  private static String signed(BigDecimal percent) {
    return percent.signum() > 0 ? "+" + Shown.exact(percent) : Shown.exact(percent);
  }

  private String number(BigDecimal number) {
    return Shown.rounded(number, picture.unit());
  }

  private Legend legend(List<Slot> slots) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (BarSeries series : picture.series()) {
      String style = picture.style(series);
      if (slots.stream().anyMatch(slot -> draws(slot, style))) {
        entries.put(style, series.of().label());
      }
    }
    if (slots.stream().anyMatch(s -> s.before().signum() > 0 || s.beforeDown().signum() > 0)) {
      entries.put("before", scene.before());
    }
    return new Legend(entries, slots.stream().anyMatch(s -> s.state() == Slot.State.UNREAD));
  }

  private static boolean draws(Slot slot, String style) {
    return Stream.concat(slot.up().stream(), slot.down().stream())
        .anyMatch(part -> part.style().equals(style) && part.amount().signum() != 0);
  }

  private static void footnotes(Html html, List<Slot> slots) {
    List<Slot.Part> parts = new ArrayList<>();
    slots.forEach(slot -> parts.addAll(slot.up()));
    slots.forEach(slot -> parts.addAll(slot.down()));
    if (parts.stream().anyMatch(Slot.Part::estimated)) {
      html.element("p", HistoryTexts.text("footnote-estimated"), "class", "hint footnote");
    }
    if (parts.stream().anyMatch(Slot.Part::incomplete)) {
      html.element("p", HistoryTexts.text("footnote-incomplete"), "class", "hint footnote");
    }
  }

  private void table(Html html) {
    html.open("details", "class", "values");
    html.element("summary", HistoryTexts.text("numbers"));
    html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", heading());
    html.open("table").open("thead").open("tr");
    html.element("th", HistoryTexts.text("time"), "scope", "col");
    for (BarSeries series : picture.series()) {
      column(html, series.of().label() + unit());
      if (series.comparison().isPresent()) {
        column(html, scene.before() + unit());
      }
      column(html, HistoryTexts.text("counter") + unit());
    }
    html.element("th", HistoryTexts.text("remarks"), "scope", "col");
    html.close("tr").close("thead").open("tbody");
    List<Interval> intervals = scene.period().intervals();
    for (int i = 0; i < intervals.size(); i++) {
      row(html, intervals.get(i), i);
    }
    html.close("tbody").close("table").close("div").close("details");
  }

  private String unit() {
    String unit = Shown.symbol(picture.unit());
    return unit.isEmpty() ? "" : ", " + unit;
  }

  private static void column(Html html, String title) {
    html.element("th", title, "scope", "col", "class", "value");
  }

  private void row(Html html, Interval at, int number) {
    boolean over = at.to() <= scene.now();
    boolean compared =
        picture.series().stream().anyMatch(one -> BarPicture.before(one, number).isPresent());
    if (!over && !picture.isKnown(number) && !compared) {
      return;
    }
    html.open("tr").element("th", scene.title(at), "scope", "row", "class", "nowrap");
    for (BarSeries series : picture.series()) {
      Bar bar = series.bars().get(number);
      cell(html, bar.used());
      if (series.comparison().isPresent()) {
        cell(html, BarPicture.before(series, number));
      }
      cell(html, bar.counter());
    }
    List<String> remarks = new ArrayList<>(picture.remarks(number, over));
    if (over && !picture.isKnown(number) && remarks.isEmpty()) {
      remarks.add(HistoryTexts.text("not-read"));
    }
    html.element("td", String.join("; ", remarks)).close("tr");
  }

  private static void cell(Html html, Optional<BigDecimal> number) {
    html.element("td", number.map(Shown::exact).orElse("–"), "class", "value nowrap");
  }
}
