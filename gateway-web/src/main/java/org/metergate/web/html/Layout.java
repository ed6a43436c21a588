// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The frame that all pages share: head, navigation, footer. All addresses are relative, so that the
 * pages also work below a path of a proxy. Any thread.
 */
public final class Layout {
  private static final Texts TEXTS = Texts.beside(Layout.class, "frame");

  private static final List<String> SAID_BY_SCRIPT =
      List.of("live", "polling", "asking", "silent", "proxy", "failing", "ended", "login");

  private final String gateway;
  private final String build;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Predicate<String> served;

  /**
   * Creates the frame.
   *
   * @param gateway the name of the gateway.
   * @param build changes with the style sheet and the scripts, so that a page that is open while
   *     the program is replaced reloads itself.
   * @param zone in which people read times.
   * @param clock the gateway's clock.
   * @param served returns whether there is a page at a path; others are not in the navigation.
   */
  public Layout(
      String gateway, String build, ZoneId zone, InstantSource clock, Predicate<String> served) {
    this.gateway = gateway;
    this.build = build;
    this.zone = zone;
    this.clock = clock;
    this.served = served;
  }

  /** The pages in the navigation. */
  public enum Section {
    /** What is now. */
    NOW("./"),
    /** What was. */
    HISTORY("history"),
    /** The counters at a moment. */
    READINGS("readings"),
    /** A page that is not in the navigation. */
    OTHER("");

    private final String address;

    Section(String address) {
      this.address = address;
    }

    private String path() {
      return address.equals("./") ? "/" : "/" + address;
    }

    private String label() {
      return TEXTS.of("section." + name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * What a page is.
   *
   * @param title before the name of the gateway in the tab.
   * @param section where it belongs.
   * @param styles names of style sheets besides that of all pages.
   * @param scripts names of scripts, in their order.
   * @param refresh seconds after which a browser without scripts loads it again; 0 for never.
   */
  public record Head(
      String title, Section section, List<String> styles, List<String> scripts, int refresh) {
    /**
     * A page with text alone.
     *
     * @param title as above.
     * @param section as above.
     */
    public Head(String title, Section section) {
      this(title, section, List.of(), List.of(), 0);
    }
  }

  /**
   * Returns the moment that pages written now call now.
   *
   * @return times with their ages.
   */
  public TimeFormat times() {
    return new TimeFormat(clock.instant(), zone);
  }

  /**
   * Writes a whole page.
   *
   * @param head what it is.
   * @param visitor for whom.
   * @param main writes what is inside the element {@code main}.
   * @return the document.
   */
  public String page(Head head, Visitor visitor, Consumer<Html> main) {
    TimeFormat timeFormat = times();
    Html html = new Html();
    String now = timeFormat.now().toString();
    html.open(
        "html", "lang", "en", "data-build", build, "data-now", now, "data-zone", zone.getId());
    head(html, head);
    html.open("body").element("a", TEXTS.of("skip"), "class", "skip", "href", "#main");
    top(html, head.section(), visitor);
    String shown = TEXTS.of("shown", "time", timeFormat.clock(timeFormat.now()));
    List<String> words = new ArrayList<>(List.of("id", "connection", "role", "status"));
    if (!head.scripts().isEmpty()) {
      for (String key : SAID_BY_SCRIPT) {
        words.addAll(List.of("data-" + key, TEXTS.of("connection." + key)));
      }
    }
    html.element("p", shown, words.toArray(String[]::new));
    html.open("main", "id", "main", "tabindex", "-1");
    main.accept(html);
    html.close("main").open("footer").open("p");
    html.text(TEXTS.of("zone", "zone", zone.getId())).text(" ");
    html.element("a", TEXTS.of("json"), "href", "api/v1/live").text(", ");
    html.element("a", TEXTS.of("health"), "href", "health").text(".").close("p").close("footer");
    html.close("body").close("html");
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  private void top(Html html, Section current, Visitor visitor) {
    html.open("header", "class", "top");
    html.open("p", "class", "brand").element("span", "", "class", "mark", "aria-hidden", "true");
    html.text("Metergate").close("p");
    html.element("h1", gateway);
    visitor(html, visitor);
    html.open("nav", "aria-label", TEXTS.of("pages")).open("ul");
    for (Section section : Section.values()) {
      if (!section.address.isEmpty() && served.test(section.path())) {
        html.open("li");
        String here = section == current ? "page" : null;
        html.element("a", section.label(), "href", section.address, "aria-current", here);
        html.close("li");
      }
    }
    html.close("ul").close("nav").close("header");
  }

  /** Writes who is logged in, and how to log out. */
  private static void visitor(Html html, Visitor visitor) {
    if (visitor.name().isEmpty()) {
      return;
    }
    html.open("div", "class", "visitor").element("span", visitor.name());
    if (visitor.kind() == Visitor.Kind.SESSION) {
      html.open("form", "method", "post", "action", "logout");
      token(html, visitor);
      html.element("button", TEXTS.of("log-out"), "class", "quiet").close("form");
    }
    html.close("div");
  }

  /**
   * Writes the hidden field that each form needs which changes something.
   *
   * @param html inside the form.
   * @param visitor whose token it is.
   */
  public static void token(Html html, Visitor visitor) {
    html.open("input", "type", "hidden", "name", "form-token", "value", visitor.formToken());
  }

  private void head(Html html, Head head) {
    html.open("head").open("meta", "charset", "utf-8");
    String title = head.title().isEmpty() ? gateway : head.title() + " – " + gateway;
    html.element("title", title + " – Metergate");
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.open("meta", "name", "color-scheme", "content", "light dark");
    html.open("link", "rel", "stylesheet", "href", "style.css");
    head.styles().forEach(name -> html.open("link", "rel", "stylesheet", "href", name));
    html.open("link", "rel", "icon", "type", "image/svg+xml", "href", "icon.svg");
    head.scripts().forEach(name -> html.open("script", "src", name, "defer", "").close("script"));
    if (head.refresh() > 0) {
      String seconds = Integer.toString(head.refresh());
      html.open("noscript").open("meta", "http-equiv", "refresh", "content", seconds);
      html.close("noscript");
    }
    html.close("head");
  }
}
