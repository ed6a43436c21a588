// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.metergate.rollup.Resolution;
import org.metergate.web.history.HistoryAddress.Comparing;
import org.metergate.web.history.data.MeterView;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Span;
import org.metergate.web.html.Html;
import org.metergate.web.page.PageSources;

/**
 * The head of a page of the history: what is shown, and the ways to other views, all as links or as
 * forms that need no script.
 *
 * @param found what is shown.
 * @param times how times are written.
 * @param sources of the present day.
 */
record ViewBar(Views.Found found, IntervalText times, PageSources sources) {
  private static final int MOST_LINKS = 6;

  private HistoryAddress address() {
    return found.address();
  }

  private Period period() {
    return found
        .view()
        .map(view -> view.question().period())
        .orElseGet(() -> address().period(times.zone()));
  }

  void write(Html html) {
    html.open("section", "class", "card view-bar");
    html.open("header").open("div");
    html.element("h2", address().meter()).close("div");
    html.close("header");
    html.element("p", title(), "class", "when");
    html.open("nav", "class", "screen-only", "aria-label", HistoryTexts.text("views"));
    steps(html);
    spans(html);
    meters(html);
    html.close("nav");
    html.open("details", "class", "choices screen-only");
    html.element("summary", HistoryTexts.text("choices"));
    choices(html);
    form(html);
    html.close("details");
    earlierNumbers(html);
    html.close("section");
  }

  /** Of few meters, a link to each; of many, the form has them all. */
  private void meters(Html html) {
    List<String> names = found.meters().all();
    if (names.size() < 2 || names.size() > MOST_LINKS) {
      return;
    }
    html.open("ul", "class", "links");
    for (String name : names) {
      HistoryAddress there = name.equals(address().meter()) ? address() : address().of(name);
      link(html, name, there);
    }
    html.close("ul");
  }

  private String title() {
    String title = times.title(period());
    boolean running = found.view().filter(MeterView::isRunning).isPresent();
    return running && address().span() != Span.YEARS
        ? title + HistoryTexts.text("title-so-far")
        : title;
  }

  /** The period before, the present one, and the next. */
  private void steps(Html html) {
    if (address().span() == Span.YEARS) {
      return;
    }
    html.open("ul", "class", "links steps");
    step(html, period().previous(), "previous");
    LocalDate today = LocalDate.ofInstant(sources.clock().instant(), times.zone());
    HistoryAddress present = address().at(address().span(), today);
    link(html, HistoryTexts.text("present-" + address().span().label()), present);
    step(html, period().next(), "next");
    html.close("ul");
  }

  private void step(Html html, Optional<Period> to, String key) {
    to.ifPresent(
        period -> {
          HistoryAddress there = address().at(address().span(), period.first());
          html.open("li");
          html.element(
              "a",
              HistoryTexts.text(key),
              "href",
              there.page(),
              "rel",
              key.equals("next") ? "next" : "prev",
              "title",
              times.title(period));
          html.close("li");
        });
  }

  private void spans(Html html) {
    html.open("ul", "class", "links");
    for (Span span : Span.values()) {
      // a longer time ends where the shorter one does, a shorter one begins where it does
      LocalDate day = address().first();
      link(html, HistoryTexts.text("span-" + span.label()), address().at(span, day));
    }
    html.close("ul");
  }

  private void link(Html html, String text, HistoryAddress to) {
    String here = to.equals(address()) || isOnlySpan(to) ? "page" : null;
    html.open("li").element("a", text, "href", to.page(), "aria-current", here).close("li");
  }

  private boolean isOnlySpan(HistoryAddress to) {
    return to.span() == Span.YEARS && address().span() == Span.YEARS;
  }

  private void choices(Html html) {
    if (address().span().bars().size() > 1) {
      html.open("ul", "class", "links small");
      for (Resolution every : address().span().bars()) {
        link(html, HistoryTexts.text("every-" + every.label()), address().every(every));
      }
      html.close("ul");
    }
    if (address().span() != Span.YEARS) {
      html.open("ul", "class", "links small");
      for (Comparing comparing : Comparing.values()) {
        if (comparing == Comparing.YEAR && address().span() == Span.YEAR) {
          continue; // the year before is the period before
        }
        String text =
            comparing == Comparing.NONE
                ? HistoryTexts.text("compare-nothing")
                : HistoryTexts.text(
                    "compared-" + comparing.label() + "-" + address().span().label());
        link(html, text, address().with(comparing));
      }
      html.close("ul");
    }
    found.view().ifPresent(view -> gauges(html, view));
  }

  /** Links that add a curve or take it away. */
  private void gauges(Html html, MeterView view) {
    if (view.gauges().size() < 2) {
      return;
    }
    html.open("details", "class", "gauges").element("summary", HistoryTexts.text("curves"));
    html.open("ul", "class", "links small");
    html.open("li");
    String usual = address().series().isEmpty() ? "page" : null;
    HistoryAddress plain = address().curves(Set.of());
    html.element(
        "a", HistoryTexts.text("usual-curves"), "href", plain.page(), "aria-current", usual);
    html.close("li");
    for (String gauge : view.gauges()) {
      Set<String> series = new TreeSet<>(address().series());
      boolean shown = !series.add(gauge);
      if (shown) {
        series.remove(gauge);
      }
      String href = address().curves(series).page();
      html.open("li");
      html.element(
          "a", gauge.replace('_', ' '), "href", href, "aria-current", shown ? "true" : null);
      html.close("li");
    }
    html.close("ul").close("details");
  }

  /** Another meter, or another time. */
  private void form(Html html) {
    html.open("form", "class", "filter screen-only", "method", "get", "action", "history");
    html.open("label").element("span", HistoryTexts.text("meter"));
    html.open("select", "name", "meter");
    found.meters().present().forEach(name -> option(html, name));
    if (!found.meters().earlier().isEmpty()) {
      html.open("optgroup", "label", HistoryTexts.text("earlier-meters"));
      found.meters().earlier().forEach(name -> option(html, name));
      html.close("optgroup");
    }
    html.close("select").close("label");
    hidden(html, "view", address().span().label());
    if (address().span() != Span.YEARS) {
      html.open("label").element("span", HistoryTexts.text("day"));
      html.open("input", "type", "date", "name", "at", "value", address().first().toString());
      html.close("label");
    }
    if (address().every() != address().span().bars().get(0)) {
      hidden(html, "every", address().every().label());
    }
    if (address().comparison() != Comparing.BEFORE) {
      hidden(html, "compare", address().comparison().label());
    }
    html.element("button", HistoryTexts.text("show")).close("form");
  }

  private void option(Html html, String name) {
    String chosen = name.equals(address().meter()) ? "" : null;
    html.element("option", name, "value", name, "selected", chosen);
  }

  private static void hidden(Html html, String name, String value) {
    html.open("input", "type", "hidden", "name", name, "value", value);
  }

  /** Where one name had several meters, says so; all years show them all. */
  private void earlierNumbers(Html html) {
    found
        .view()
        .filter(view -> view.numbers().size() > 1)
        .ifPresent(
            view -> {
              html.open("p", "class", "hint");
              html.text(HistoryTexts.text("several-numbers", "count", view.numbers().size()));
              String all = address().at(Span.YEARS, address().first()).page();
              html.text(" ").element("a", HistoryTexts.text("all-numbers"), "href", all);
              html.close("p");
            });
  }
}
