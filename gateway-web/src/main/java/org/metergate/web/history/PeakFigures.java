// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.util.List;
import org.metergate.rollup.Resolution;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.Peak;
import org.metergate.web.history.data.Period;
import org.metergate.web.html.Html;

/** Writes the highest mean powers: that of the period as a figure, those of months as a table. */
final class PeakFigures {
  private PeakFigures() {}

  /** Writes the highest of all into a list of figures. */
  static void write(Html html, Scene scene, List<Peak> peaks) {
    Peak highest = null;
    boolean incomplete = false;
    for (Peak peak : peaks) {
      incomplete |= peak.isIncomplete();
      if (peak.power().isPresent()
          && (highest == null || peak.power().get().compareTo(highest.power().orElseThrow()) > 0)) {
        highest = peak;
      }
    }
    if (highest == null) {
      return;
    }
    html.open("div", "class", "figure");
    html.element("dt", HistoryTexts.text("peak"));
    html.open("dd");
    html.element("span", Shown.rounded(highest.power().orElseThrow()), "class", "number");
    html.element("span", Shown.symbol(highest.unit()), "class", "unit");
    html.element("span", when(scene, highest), "class", "hint");
    if (incomplete) {
      html.element("span", HistoryTexts.text("peak-incomplete"), "class", "hint");
    }
    html.close("dd").close("div");
  }

  private static String when(Scene scene, Peak peak) {
    return peak.at().map(at -> when(scene, at)).orElse("");
  }

  private static String when(Scene scene, Interval at) {
    return scene.times().moment(at.from()) + "–" + scene.times().clock(at.to());
  }

  /** Writes the peaks of several months. */
  static void table(Html html, Scene scene, List<Peak> peaks) {
    if (peaks.size() < 2) {
      return;
    }
    html.open("details", "class", "values").element("summary", HistoryTexts.text("month-peaks"));
    html.open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "group",
        "aria-label",
        HistoryTexts.text("month-peaks"));
    html.open("table").open("thead").open("tr");
    html.element("th", HistoryTexts.text("month"), "scope", "col");
    String unit = peaks.get(0).unit().display();
    html.element("th", HistoryTexts.text("peak") + ", " + unit, "scope", "col", "class", "value");
    html.element("th", HistoryTexts.text("time"), "scope", "col");
    html.element("th", HistoryTexts.text("remarks"), "scope", "col");
    html.close("tr").close("thead").open("tbody");
    for (Peak peak : peaks) {
      if (peak.asked() > 0) {
        row(html, scene, peak);
      }
    }
    html.close("tbody").close("table").close("div").close("details");
  }

  private static void row(Html html, Scene scene, Peak peak) {
    Period period = scene.period();
    String month = scene.times().title(period, peak.of(), Resolution.MONTH);
    html.open("tr").element("th", month, "scope", "row", "class", "nowrap");
    String power = peak.power().map(Shown::exact).orElse("–");
    html.element("td", power, "class", "value nowrap");
    html.element("td", when(scene, peak));
    html.element(
        "td",
        peak.isIncomplete()
            ? HistoryTexts.text("quarters-known", "known", peak.known(), "asked", peak.asked())
            : "");
    html.close("tr");
  }
}
