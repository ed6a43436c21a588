// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.change;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.metergate.web.Route;
import org.metergate.web.html.Html;
import org.metergate.web.html.Layout;
import org.metergate.web.html.Texts;
import org.metergate.web.html.Visitor;
import org.metergate.web.page.PageSources;

/**
 * Decides from a meter's display how much its counts are: {@code meter} and {@code reading} of a
 * form. The page that answers says what came of it.
 */
public final class ScaleRoute implements Route {
  private static final Texts TEXTS = Texts.beside(ScaleRoute.class, "change");
  private static final int LONGEST = 200;

  private final Changes changes;
  private final PageSources sources;

  /**
   * Creates the route.
   *
   * @param changes carry out what is decided.
   * @param sources of the frame around the answer.
   */
  public ScaleRoute(Changes changes, PageSources sources) {
    this.changes = changes;
    this.sources = sources;
  }

  @Override
  public String path() {
    return "/scale";
  }

  @Override
  public boolean changes() {
    return true;
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
    Map<String, String> fields = request.fields();
    String meter = fields.getOrDefault("meter", "").trim();
    String reading = fields.getOrDefault("reading", "").trim();
    Changes.Outcome outcome;
    if (meter.isEmpty() || reading.isEmpty()) {
      outcome = new Changes.Outcome(false, TEXTS.of("incomplete"));
    } else if (meter.length() > LONGEST || reading.length() > LONGEST) {
      outcome = new Changes.Outcome(false, TEXTS.of("too-long"));
    } else {
      outcome = changes.scale(meter, reading);
    }
    return Answer.html(outcome.done() ? 200 : 409, page(outcome, meter, request.visitor()));
  }

  private String page(Changes.Outcome outcome, String meter, Visitor visitor) {
    String title = TEXTS.of(outcome.done() ? "done" : "not-done");
    return sources
        .layout("")
        .page(
            new Layout.Head(title, Layout.Section.OTHER),
            visitor,
            html -> {
              html.open("section", "class", "card").element("h2", title);
              String kind = outcome.done() ? "notice good" : "notice broken";
              html.element("p", outcome.sentence(), "class", kind, "role", "status");
              back(html, meter);
              html.close("section");
            });
  }

  private static void back(Html html, String meter) {
    html.open("p");
    if (meter.isEmpty() || meter.length() > LONGEST) {
      html.element("a", TEXTS.of("to-the-page"), "href", "./");
    } else {
      String query = URLEncoder.encode(meter, StandardCharsets.UTF_8);
      html.element("a", TEXTS.of("to-the-meter", "meter", meter), "href", "meter?name=" + query);
    }
    html.close("p");
  }
}
