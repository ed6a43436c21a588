// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metergate.spi.reading.Unit;
import org.metergate.web.history.chart.Caption;
import org.metergate.web.history.chart.Curve;
import org.metergate.web.history.chart.CurveChart;
import org.metergate.web.history.data.CurveSeries;
import org.metergate.web.history.data.Group;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Point;
import org.metergate.web.html.Html;

/**
 * A panel with curves of one unit: the picture, which a script replaces by one that can be zoomed,
 * and the table behind it.
 *
 * @param scene of the page.
 * @param group of the curves.
 * @param series not empty.
 * @param id of the picture in the page.
 */
record CurveSection(Scene scene, Group group, List<CurveSeries> series, String id) {
  private static final int COLOURS = 6;

  /** Cuts a group into pictures of one unit each. */
  static List<List<CurveSeries>> pictures(List<CurveSeries> all) {
    Map<Unit, List<CurveSeries>> pictures = new LinkedHashMap<>();
    for (CurveSeries one : all) {
      pictures.computeIfAbsent(one.of().unit(), none -> new ArrayList<>()).add(one);
    }
    return List.copyOf(pictures.values());
  }

  private String heading() {
    return series.size() == 1
        ? series.get(0).of().label()
        : HistoryTexts.text("group-" + group.label());
  }

  private String unit() {
    return Shown.symbol(series.get(0).of().unit());
  }

  /** Warm and cold, in and out have the colours that bars have; the others follow each other. */
  private List<String> styles() {
    List<String> styles = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      String style = style(series.get(i).of().quantity());
      styles.add(style.isEmpty() || styles.contains(style) ? "curve" + (1 + i % COLOURS) : style);
    }
    return styles;
  }

  private String style(String name) {
    if (name.contains("export")) {
      return "out";
    }
    if (name.contains("return")) {
      return "cold";
    }
    return group == Group.TEMPERATURE && name.contains("flow") || group == Group.HEAT_POWER
        ? "heat"
        : "";
  }

  void write(Html html) {
    html.open("section", "class", "card");
    html.element("h3", heading(), "id", id + "-head", "class", "picture");
    boolean[] known = known();
    List<Interval> points = scene.period().points();
    boolean gap = false;
    for (int i = 0; i < points.size(); i++) {
      gap |= !known[i] && points.get(i).to() <= scene.now();
    }
    List<String> styles = styles();
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < series.size(); i++) {
      entries.put(styles.get(i), series.get(i).of().label());
    }
    new Legend(entries, gap).write(html);
    html.open(
        "div",
        "class",
        "curve-place",
        "data-source",
        scene.address().write("history.json"),
        "data-meter",
        series.get(0).of().meter().identifier(),
        "data-quantities",
        series.stream().map(one -> one.of().quantity()).collect(Collectors.joining(",")),
        "data-labels",
        series.stream()
            .map(one -> one.of().label().replace('|', '/'))
            .collect(Collectors.joining("|")),
        "data-styles",
        String.join(",", styles),
        "data-unit",
        unit(),
        "data-hint",
        HistoryTexts.text("zoom-hint"));
    chart().write(html);
    html.close("div");
    boolean band = series.stream().flatMap(one -> one.points().stream()).anyMatch(this::hasBand);
    html.element(
        "p",
        HistoryTexts.text(
            band ? "line-and-band" : "line-alone",
            "every",
            HistoryTexts.text("mean-" + scene.period().span().curves().label())),
        "class",
        "hint footnote");
    table(html, points, known);
    html.close("section");
  }

  private boolean hasBand(Point point) {
    return point.min().isPresent() && !point.min().equals(point.max());
  }

  private boolean[] known() {
    boolean[] known = new boolean[scene.period().points().size()];
    for (CurveSeries one : series) {
      for (int i = 0; i < known.length; i++) {
        known[i] |= !one.points().get(i).isGap();
      }
    }
    return known;
  }

  private CurveChart chart() {
    Period period = scene.period();
    List<String> styles = styles();
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      List<Curve.Point> points = new ArrayList<>();
      for (Point point : series.get(i).points()) {
        drawn(point).ifPresent(points::add);
      }
      curves.add(new Curve(styles.get(i), points));
    }
    Caption caption =
        new Caption(
            heading(),
            HistoryTexts.text("curves-of", "what", heading(), "when", scene.times().title(period)),
            unit());
    return new CurveChart(
        id,
        caption,
        HistoryTexts.text("not-read"),
        period.whole().from(),
        period.whole().to(),
        scene.now(),
        scene.times().curveLabels(period),
        curves);
  }

  /** Where nothing was observed for long enough for a mean, the band has its middle as line. */
  private static Optional<Curve.Point> drawn(Point point) {
    Optional<BigDecimal> middle = point.mean().or(point::min);
    return middle.map(
        mean ->
            new Curve.Point(
                point.at().from(),
                point.at().to(),
                point.min().orElse(mean).min(mean),
                mean,
                point.max().orElse(mean).max(mean)));
  }

  private void table(Html html, List<Interval> points, boolean[] known) {
    html.open("details", "class", "values").element("summary", HistoryTexts.text("numbers"));
    html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", heading());
    html.open("table").open("thead").open("tr");
    html.element("th", HistoryTexts.text("time"), "scope", "col");
    for (CurveSeries one : series) {
      String label = one.of().label();
      column(html, HistoryTexts.text("lowest", "of", label));
      column(html, HistoryTexts.text("mean", "of", label));
      column(html, HistoryTexts.text("highest", "of", label));
    }
    html.element("th", HistoryTexts.text("remarks"), "scope", "col");
    html.close("tr").close("thead").open("tbody");
    for (int i = 0; i < points.size(); i++) {
      if (known[i] || points.get(i).to() <= scene.now()) {
        row(html, points.get(i), i, known[i]);
      }
    }
    html.close("tbody").close("table").close("div").close("details");
  }

  private void column(Html html, String title) {
    String unit = unit().isEmpty() ? "" : ", " + unit();
    html.element("th", title + unit, "scope", "col", "class", "value");
  }

  private void row(Html html, Interval at, int number, boolean known) {
    String title = scene.times().title(scene.period(), at, scene.period().span().curves());
    html.open("tr").element("th", title, "scope", "row", "class", "nowrap");
    BigDecimal least = BigDecimal.ONE;
    boolean logged = false;
    for (CurveSeries one : series) {
      Point point = one.points().get(number);
      cell(html, point.min());
      cell(html, point.mean());
      cell(html, point.max());
      least = point.isGap() ? least : least.min(point.coverage());
      logged |= point.logged();
    }
    List<String> remarks = new ArrayList<>();
    if (!known) {
      remarks.add(HistoryTexts.text("not-read"));
    } else if (least.compareTo(BigDecimal.ONE) < 0) {
      boolean over = at.to() <= scene.now();
      remarks.add(
          over
              ? HistoryTexts.text("observed", "percent", Shown.percent(least))
              : HistoryTexts.text("so-far"));
    }
    if (logged) {
      remarks.add(HistoryTexts.text("logged"));
    }
    html.element("td", String.join("; ", remarks)).close("tr");
  }

  private static void cell(Html html, Optional<BigDecimal> number) {
    html.element("td", number.map(Shown::exact).orElse("–"), "class", "value nowrap");
  }
}
