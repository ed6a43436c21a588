// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.util.List;
import java.util.Optional;
import org.metergate.health.HealthDocument;
import org.metergate.health.HealthState;
import org.metergate.health.MeterReport;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.StatusLevel;
import org.metergate.web.html.TimeFormat;

/** Writes the sentence at the top: how it is, and what to do next. */
final class SummaryView {
  /** The id of the part, in which the script looks for the sign of the tab. */
  private static final String ID = "summary";

  private final Html html = new Html();
  private final TimeFormat times;
  private final boolean hasEvents;

  SummaryView(TimeFormat times, boolean hasEvents) {
    this.times = times;
    this.hasEvents = hasEvents;
  }

  /** Writes how the gateway is. */
  PageFragment of(HealthDocument health) {
    begin(health.state(), health.verdict(), health.next());
    List<MeterReport> heard =
        health.meters().stream().filter(meter -> meter.lastReading().isPresent()).toList();
    if (health.meters().size() > PageView.MOST_CARDS) {
      counts(health.meters(), heard);
    } else if (!heard.isEmpty()) {
      lastReadings(heard);
    }
    return end("");
  }

  /** Writes how one meter is. */
  PageFragment of(MeterReport meter) {
    begin(meter.state(), meter.namedSentence(), meter.next());
    if (meter.lastReading().isPresent()) {
      lastReadings(List.of(meter));
    }
    return end(meter.meter());
  }

  private void begin(HealthState state, String sentence, Optional<String> next) {
    StatusLevel level = StatusLevel.of(state);
    List<String> style = List.of("class", ID + " " + level.style());
    html.openPart("section", ID, style, "aria-label", text("summary"));
    html.live("span", "sign", level.sign(), "class", "sign", "aria-hidden", "true");
    html.open("div");
    html.open("p", "class", "sentence", "aria-live", "polite", "aria-atomic", "false");
    html.live("span", "sentence", sentence).close("p");
    FindingView.next(html, "next", next);
  }

  private PageFragment end(String meter) {
    if (hasEvents) {
      html.open("p", "class", "earlier screen-only");
      html.element("a", text("summary.earlier"), "href", PageTexts.events(meter)).close("p");
    }
    return html.close("div").close("section").part(ID);
  }

  /** Writes the age of each meter's newest reading, which the verdict itself does not contain. */
  private void lastReadings(List<MeterReport> heard) {
    html.open("p", "class", "hint").text(text("summary.last"));
    for (int i = 0; i < heard.size(); i++) {
      String separator = i == 0 ? "" : i == heard.size() - 1 ? text("and") : ",";
      html.text(separator + " " + text("summary.of", "meter", heard.get(i).meter()) + " ");
      times.age(html, "m" + i, heard.get(i).lastReading().orElseThrow());
    }
    html.text(".").close("p");
  }

  /** Writes how many of many meters are how. */
  private void counts(List<MeterReport> meters, List<MeterReport> heard) {
    html.open("p", "class", "hint");
    html.live("span", "counts", counts(meters));
    Optional<java.time.Instant> newest =
        heard.stream()
            .map(meter -> meter.lastReading().orElseThrow())
            .max(java.time.Instant::compareTo);
    if (newest.isPresent()) {
      html.text(" ").text(text("summary.newest")).text(" ");
      times.age(html, "newest", newest.get());
      html.text(".");
    }
    html.close("p");
  }

  private static String counts(List<MeterReport> meters) {
    StringBuilder words = new StringBuilder();
    for (int i = HealthState.values().length - 1; i >= 0; i--) {
      HealthState state = HealthState.values()[i];
      long count = meters.stream().filter(meter -> meter.state() == state).count();
      if (count > 0) {
        words.append(words.isEmpty() ? "" : ", ").append(CountFormat.count(count)).append(' ');
        words.append(PageTexts.word(StatusLevel.of(state)));
      }
    }
    return text("summary.counts", "all", CountFormat.count(meters.size()), "each", words);
  }
}
