// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Findings;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredFinding;
import org.metergate.web.Route;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.Layout;
import org.metergate.web.html.Texts;

/** The page of what was found earlier: what was wrong, when, and how often. Any thread. */
public final class EventsPage implements Route {
  private static final String PATH = "/events";

  private static final int MOST_ROWS = 100;

  /** Among so many the findings of one meter are looked for. */
  private static final int MOST_READ = 2_000;

  private static final Texts TEXTS = Texts.beside(EventsPage.class, "events");

  private final Layout layout;
  private final Findings findings;
  private final MessageCatalogue messages;

  /**
   * Creates the page.
   *
   * @param layout of all pages.
   * @param findings of a journal that is open as long as the page is served.
   * @param messages the sentences of findings.
   */
  public EventsPage(Layout layout, Findings findings, MessageCatalogue messages) {
    this.layout = Objects.requireNonNull(layout, "layout");
    this.findings = Objects.requireNonNull(findings, "findings");
    this.messages = Objects.requireNonNull(messages, "messages");
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public boolean isForPeople() {
    return true;
  }

  @Override
  public boolean waitsForJournal() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    String meter = request.fields().getOrDefault("meter", "");
    try {
      List<StoredFinding> found =
          findings.newest(meter.isEmpty() ? MOST_ROWS : MOST_READ).stream()
              .filter(one -> meter.isEmpty() || one.meter().equals(meter))
              .limit(MOST_ROWS)
              .toList();
      return page(200, request, html -> write(html, meter, found));
    } catch (JournalException e) {
      return page(
          503, request, html -> html.element("p", e.getMessage(), "class", "notice broken"));
    }
  }

  private Answer page(int status, Request request, Consumer<Html> main) {
    Layout.Head head = new Layout.Head(text("found"), Layout.Section.OTHER);
    return Answer.html(status, layout.page(head, request.visitor(), main));
  }

  private void write(Html html, String meter, List<StoredFinding> found) {
    html.open("section", "class", "card").open("header");
    html.element("h2", meter.isEmpty() ? text("found") : text("of", "meter", meter));
    html.close("header");
    if (found.isEmpty()) {
      html.element("p", text("nothing"), "class", "notice");
    } else {
      html.element("p", text("order", "most", MOST_ROWS), "class", "hint");
      table(html, found);
    }
    html.open("p", "class", "more screen-only");
    if (!meter.isEmpty()) {
      html.element("a", text("all"), "href", PATH.substring(1));
    }
    html.element("a", text("back"), "href", "./").close("p").close("section");
  }

  private void table(Html html, List<StoredFinding> found) {
    html.open("table", "class", "list").open("thead").open("tr");
    html.element("th", text("when"), "scope", "col");
    html.element("th", text("meter"), "scope", "col");
    html.element("th", text("what"), "scope", "col");
    html.close("tr").close("thead").open("tbody");
    for (StoredFinding one : found) {
      html.open("tr").open("td", "data-label", text("when"));
      time(html, one.first());
      if (one.count() > 1) {
        html.text(" – ");
        time(html, one.last());
      }
      html.close("td").open("td", "data-label", text("meter"));
      html.text(one.meter().isEmpty() ? "–" : one.meter()).close("td");
      html.open("td", "class", "wide", "data-label", text("what"));
      html.text(messages.sentence(one.finding()));
      if (one.count() > 1) {
        String count = text("times", "count", CountFormat.count(one.count()));
        html.text(" ").element("span", count, "class", "hint nowrap");
      }
      html.close("td").close("tr");
    }
    html.close("tbody").close("table");
  }

  private static String text(String key, Object... parameters) {
    return TEXTS.of(key, parameters);
  }

  private void time(Html html, Instant at) {
    html.element("time", layout.times().clock(at), "datetime", at.toString());
  }
}
