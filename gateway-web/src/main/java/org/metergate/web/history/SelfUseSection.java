// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.web.history.chart.BarChart;
import org.metergate.web.history.chart.Caption;
import org.metergate.web.history.chart.Slot;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.SelfUse;
import org.metergate.web.history.data.SelfUse.Share;
import org.metergate.web.html.Html;

/**
 * A panel that says what the home used of its own solar energy, and where its energy came from.
 *
 * @param scene of the page.
 * @param of the energies.
 */
record SelfUseSection(Scene scene, SelfUse of) {
  private static final String ID = "self-use";

  void write(Html html) {
    String heading = HistoryTexts.text("self-use");
    html.open("section", "class", "card");
    html.element("h3", heading, "id", ID + "-head", "class", "picture");
    of.total().ifPresent(total -> figures(html, total));
    if (of.total().filter(Share::isImplausible).isPresent()) {
      html.element("p", HistoryTexts.text("implausible"), "class", "hint footnote");
    }
    List<Slot> slots = slots();
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("solar", HistoryTexts.text("self-used"));
    entries.put("in", HistoryTexts.text("from-grid"));
    entries.put("out", HistoryTexts.text("to-grid"));
    boolean gaps = slots.stream().anyMatch(slot -> slot.state() == Slot.State.UNREAD);
    new Legend(entries, gaps).write(html);
    String what = HistoryTexts.text("self-use-of", "when", scene.times().title(scene.period()));
    Caption caption = new Caption(heading, what, of.unit().display());
    new BarChart(ID, caption, HistoryTexts.text("not-all-known"), slots).write(html);
    if (of.known() < of.asked()) {
      html.element(
          "p",
          HistoryTexts.text("self-use-known", "known", of.known(), "asked", of.asked()),
          "class",
          "hint footnote");
    }
    table(html, heading);
    html.close("section");
  }

  private void figures(Html html, Share total) {
    html.open("dl", "class", "figures");
    figure(html, "produced", total.produced(), of.unit().display());
    figure(html, "self-used", total.used(), of.unit().display());
    figure(html, "self-use-share", total.selfUse(), "%");
    figure(html, "self-sufficiency", total.selfSufficiency(), "%");
    html.close("dl");
  }

  private static void figure(Html html, String key, Optional<BigDecimal> number, String unit) {
    if (number.isEmpty()) {
      return;
    }
    html.open("div", "class", "figure").element("dt", HistoryTexts.text(key)).open("dd");
    html.element("span", Shown.rounded(number.get()), "class", "number");
    html.element("span", unit, "class", "unit");
    html.close("dd").close("div");
  }

  private List<Slot> slots() {
    List<IntervalText.Label> labels = scene.times().labels(scene.period());
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < of.shares().size(); i++) {
      Share share = of.shares().get(i);
      Interval at = share.at();
      boolean known = share.used().isPresent();
      List<Slot.Part> up = new ArrayList<>();
      List<Slot.Part> down = new ArrayList<>();
      if (known) {
        up.add(part("solar", share.used()));
        up.add(part("in", share.imported()));
        down.add(part("out", share.exported()));
      }
      boolean over = at.to() <= scene.now();
      slots.add(
          new Slot(
              title(share),
              labels.get(i).text(),
              labels.get(i).level(),
              known ? scene.closer(at) : "",
              known ? Slot.State.KNOWN : over ? Slot.State.UNREAD : Slot.State.AHEAD,
              up,
              down,
              BigDecimal.ZERO,
              BigDecimal.ZERO));
    }
    return slots;
  }

  private static Slot.Part part(String style, Optional<BigDecimal> amount) {
    return new Slot.Part(style, amount.orElseThrow(), false, false);
  }

  private String title(Share share) {
    List<String> texts = new ArrayList<>();
    add(texts, "self-used", share.used());
    add(texts, "from-grid", share.imported());
    add(texts, "to-grid", share.exported());
    return scene.title(share.at()) + (texts.isEmpty() ? "" : ": " + String.join("; ", texts));
  }

  private void add(List<String> texts, String key, Optional<BigDecimal> number) {
    number.ifPresent(
        known -> texts.add(HistoryTexts.text(key) + " " + Shown.exact(known, of.unit())));
  }

  private void table(Html html, String heading) {
    html.open("details", "class", "values").element("summary", HistoryTexts.text("numbers"));
    html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", heading);
    html.open("table").open("thead").open("tr");
    html.element("th", HistoryTexts.text("time"), "scope", "col");
    String unit = ", " + of.unit().display();
    for (String key : List.of("produced", "from-grid", "to-grid", "self-used", "home-used")) {
      html.element("th", HistoryTexts.text(key) + unit, "scope", "col", "class", "value");
    }
    for (String key : List.of("self-use-share", "self-sufficiency")) {
      html.element("th", HistoryTexts.text(key) + ", %", "scope", "col", "class", "value");
    }
    html.close("tr").close("thead").open("tbody");
    of.shares().stream()
        .filter(share -> share.at().from() <= scene.now())
        .forEach(share -> row(html, share));
    html.close("tbody").close("table").close("div").close("details");
  }

  private void row(Html html, Share share) {
    html.open("tr").element("th", scene.title(share.at()), "scope", "row", "class", "nowrap");
    cell(html, share.produced());
    cell(html, share.imported());
    cell(html, share.exported());
    cell(html, share.used());
    cell(html, share.consumed());
    cell(html, share.selfUse());
    cell(html, share.selfSufficiency());
    html.close("tr");
  }

  private static void cell(Html html, Optional<BigDecimal> number) {
    html.element("td", number.map(Shown::exact).orElse("–"), "class", "value nowrap");
  }
}
