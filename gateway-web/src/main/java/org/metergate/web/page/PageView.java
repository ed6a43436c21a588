// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.web.html.Html;
import org.metergate.web.html.Layout;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.StatusLevel;
import org.metergate.web.html.TimeFormat;
import org.metergate.web.html.Visitor;

/** Renders the page and its parts from the present state of the sources. Any thread. */
public final class PageView {
  private static final int REFRESH_SECONDS = 10;

  private final PageSources sources;
  private final String build;

  /**
   * Creates the view; the sources are only read when a page is rendered.
   *
   * @param build changes with the style sheet and the script, so that a page that is open while the
   *     program is replaced reloads itself.
   */
  public PageView(PageSources sources, String build) {
    this.sources = sources;
    this.build = build;
  }

  /** Returns the parts as they are sent to open pages. */
  public List<PageFragment> pageFragments() {
    return parts(sources.health().get(), times(false));
  }

  /** Returns the whole page, complete without a script. */
  public String page(Visitor visitor) {
    HealthDocument health = sources.health().get();
    Layout layout = new Layout(health.gateway(), build, sources.zone(), sources.clock());
    Layout.Head head =
        new Layout.Head("", Layout.Section.NOW, List.of(), List.of("page.js"), REFRESH_SECONDS);
    return layout.page(head, visitor, html -> parts(health, layout.times()).forEach(html::take));
  }

  private List<PageFragment> parts(HealthDocument health, TimeFormat timeFormat) {
    List<PageFragment> pageFragments = new ArrayList<>();
    pageFragments.add(summary(health, timeFormat));
    MeterCard card = new MeterCard(timeFormat);
    for (MeterReport meter : health.meters()) {
      String name = meter.meter();
      String link = sources.linkOf().apply(name);
      pageFragments.add(card.write(meter, link, values(name), health.outputs()));
    }
    pageFragments.add(new OutputCard(timeFormat).write(health.outputs()));
    return pageFragments;
  }

  private PageFragment summary(HealthDocument health, TimeFormat timeFormat) {
    StatusLevel statusLevel = StatusLevel.of(health.state());
    Html html = new Html();
    String style = "summary " + statusLevel.style();
    html.open("section", "id", "summary", "class", style, "aria-label", "State of the gateway");
    html.sign(statusLevel.sign()).open("div");
    html.open("p", "class", "sentence", "aria-live", "polite", "aria-atomic", "false");
    html.text(health.verdict()).close("p");
    MeterCard.next(html, health.next());
    lastReadings(html, health.meters(), timeFormat);
    return new PageFragment("summary", html.close("div").close("section").toString());
  }

  /** Writes the age of each meter's newest reading, which the verdict itself does not contain. */
  private static void lastReadings(Html html, List<MeterReport> meters, TimeFormat timeFormat) {
    List<MeterReport> heard =
        meters.stream().filter(meter -> meter.lastReading().isPresent()).toList();
    if (heard.isEmpty()) {
      return;
    }
    html.open("p", "class", "hint").text("Last reading");
    for (int i = 0; i < heard.size(); i++) {
      String separator = i == 0 ? "" : i == heard.size() - 1 ? " and" : ",";
      html.text(separator + " of " + heard.get(i).meter() + " ");
      timeFormat.age(html, heard.get(i).lastReading().orElseThrow());
    }
    html.text(".").close("p");
  }

  private TimeFormat times(boolean showAges) {
    Instant now = sources.clock().instant();
    return new TimeFormat(now, sources.zone(), showAges);
  }

  /** The values of a meter in the units of the page. */
  private List<MeterValues> values(String meter) {
    List<MeterValues> shown = new ArrayList<>();
    for (MeterValues own : sources.latest().of(meter)) {
      List<LatestValue> values = new ArrayList<>();
      for (LatestValue value : own.values()) {
        values.add(
            new LatestValue(
                sources.units().of(value.measurement()), value.receivedAt(), value.freshFor()));
      }
      shown.add(new MeterValues(own.meter(), values));
    }
    return shown;
  }
}
