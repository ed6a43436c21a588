// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metergate.health.HealthState;
import org.metergate.health.MeterReport;
import org.metergate.latest.LatestValue;
import org.metergate.spi.reading.Quantity;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.StatusLevel;
import org.metergate.web.html.TimeFormat;

/** Writes many meters as one table, a row each, and chooses among them. */
final class MeterList {
  private static final int LONGEST_SEARCH = 100;

  private MeterList() {}

  /**
   * Which rows are shown.
   *
   * @param words lower case; in the name, the label or the number of each shown meter.
   * @param state the style of {@link StatusLevel}; empty for all, {@code look} for all that are not
   *     good.
   */
  record Filter(String words, String state) {

    /** Reads the fields of the form; what it does not know filters nothing. */
    static Filter of(Map<String, String> fields) {
      String words = fields.getOrDefault("q", "").strip().toLowerCase(Locale.ROOT);
      String state = fields.getOrDefault("state", "");
      return new Filter(
          words.substring(0, Math.min(LONGEST_SEARCH, words.length())),
          STATES.contains(state) ? state : "");
    }

    private static final List<String> STATES = List.of("look", "good", "waiting", "broken");

    boolean shows(MeterScene scene) {
      String style = StatusLevel.of(scene.report().state()).style();
      boolean wanted =
          state.isEmpty() || style.equals(state) || state.equals("look") && !style.equals("good");
      return wanted && searched(scene).contains(words);
    }
  }

  /** Returns in what the search looks for words. */
  private static String searched(MeterScene scene) {
    String number = scene.readings().number().orElse("");
    return (scene.report().meter() + " " + scene.label() + " " + number).toLowerCase(Locale.ROOT);
  }

  /** Writes the table around the rows. */
  static void write(Html html, List<MeterScene> scenes, List<PageFragment> rows, Filter filter) {
    html.open("section", "id", "meters", "class", "card", "aria-labelledby", "meters-h");
    html.open("header").element("h2", text("meters"), "id", "meters-h");
    long shown = scenes.stream().filter(filter::shows).count();
    String count =
        text(
            "list.count", "shown", CountFormat.count(shown), "all", CountFormat.count(rows.size()));
    html.element(
        "p", count, "id", "count", "class", "hint", "role", "status", "data-text", template());
    html.close("header");
    form(html, filter);
    html.open("table", "class", "list", "aria-labelledby", "meters-h");
    html.open("thead").open("tr");
    for (String column : List.of("name", "state", "last", "now", "today", "total")) {
      String style = List.of("now", "today", "total").contains(column) ? "value" : null;
      html.element("th", text("list." + column), "scope", "col", "class", style);
    }
    html.close("tr").close("thead").open("tbody");
    for (int i = 0; i < rows.size(); i++) {
      html.take(filter.shows(scenes.get(i)) ? rows.get(i) : rows.get(i).hidden());
    }
    html.close("tbody").close("table").close("section");
  }

  /** Returns the count as the script fills it in while somebody types. */
  private static String template() {
    return text("list.count", "shown", "{shown}", "all", "{all}");
  }

  private static void form(Html html, Filter filter) {
    html.open("form", "class", "filter", "method", "get", "action", "./", "role", "search");
    html.open("label").element("span", text("list.search"));
    html.open("input", "type", "search", "name", "q", "value", filter.words());
    html.close("label").open("label").element("span", text("list.state"));
    html.open("select", "name", "state");
    List<String> states = new ArrayList<>(List.of(""));
    states.addAll(Filter.STATES);
    for (String state : states) {
      String chosen = state.equals(filter.state()) ? "" : null;
      html.element("option", text("list.state." + state), "value", state, "selected", chosen);
    }
    html.close("select").close("label");
    html.element("button", text("list.show"), "class", "quiet").close("form");
  }

  /** Writes a row. */
  static PageFragment row(MeterScene scene, TimeFormat times) {
    Html html = new Html();
    MeterReport meter = scene.report();
    String id = "meter-" + meter.meter();
    StatusLevel level = StatusLevel.of(meter.state());
    List<String> style = List.of("class", level.style());
    html.openPart("tr", id, style, "data-search", searched(scene)).open("th", "scope", "row");
    html.element("a", meter.meter(), "href", PageTexts.meterPage(meter.meter()));
    if (!scene.label().isEmpty()) {
      html.text(" ").element("span", scene.label(), "class", "hint");
    }
    html.close("th").open("td", "class", "wide").open("span", "class", "state");
    html.live("span", "s", level.sign(), "class", "sign", "aria-hidden", "true");
    html.live("span", "w", PageTexts.word(level)).close("span");
    if (meter.state() != HealthState.GOOD) {
      html.live("span", "t", meter.sentence(), "class", "hint");
    }
    html.close("td").open("td", "data-label", text("list.last"));
    if (meter.lastReading().isPresent()) {
      times.age(html, "a", meter.lastReading().get());
    } else {
      html.text("–");
    }
    html.close("td");
    List<LatestValue> important = scene.readings().important();
    value(html, "n", "list.now", first(important, false), times);
    Optional<Today> today = scene.today().stream().filter(t -> t.used().isPresent()).findFirst();
    html.open("td", "class", "value", "data-label", text("list.today"));
    html.live("span", "d", today.map(FigureView::used).orElse("–"), "class", "number").close("td");
    value(html, "c", "list.total", first(important, true), times);
    return html.close("tr").part(id);
  }

  private static Optional<LatestValue> first(List<LatestValue> important, boolean counter) {
    return important.stream()
        .filter(v -> (v.measurement().quantity().kind() == Quantity.Kind.COUNTER) == counter)
        .findFirst();
  }

  private static void value(
      Html html, String key, String label, Optional<LatestValue> value, TimeFormat times) {
    html.open("td", "class", "value", "data-label", text(label));
    if (value.isPresent()) {
      html.live(
          "span",
          key,
          ValueText.withUnit(value.get().measurement()),
          ValueText.aged("number", value.get(), times.now()));
    } else {
      html.text("–");
    }
    html.close("td");
  }
}
