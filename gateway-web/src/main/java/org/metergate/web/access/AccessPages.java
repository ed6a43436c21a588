// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.metergate.web.html.Html;
import org.metergate.web.html.Texts;
import org.metergate.web.html.Visitor;

/**
 * The pages of those of whom nothing is known yet. They say nothing about the gateway, not even its
 * name. Any thread.
 */
public final class AccessPages {
  private static final Texts TEXTS = Texts.beside(AccessPages.class, "access");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,253}");

  private AccessPages() {}

  /** What the log-in says above its form. */
  public sealed interface Notice {
    /** Nothing yet. */
    record None() implements Notice {}

    /** Name or password are wrong. */
    record Wrong() implements Notice {}

    /**
     * There were too many attempts.
     *
     * @param pause until the next.
     */
    record Later(Duration pause) implements Notice {}
  }

  /**
   * Writes the log-in.
   *
   * @param notice above the form.
   * @param caller from where the request comes: no form where others read along.
   * @param nobody whether there is no account and no token yet.
   * @return a document.
   */
  public static String logIn(Notice notice, Caller caller, boolean nobody) {
    return page(
        TEXTS.of("log-in"),
        html -> {
          if (notice instanceof Notice.Wrong) {
            html.element("p", TEXTS.of("wrong"), "class", "notice broken", "role", "alert");
          } else if (notice instanceof Notice.Later later) {
            String text = TEXTS.of("later", "seconds", later.pause().toSeconds());
            html.element("p", text, "class", "notice note", "role", "alert");
          }
          Optional<String> hindrance = nobody ? Optional.of(TEXTS.of("nobody")) : hindrance(caller);
          if (hindrance.isPresent()) {
            html.element("p", hindrance.get(), "class", "notice note");
          } else {
            form(html);
          }
        });
  }

  /**
   * Says why nobody can log in this way.
   *
   * @param caller from where the request comes.
   * @return a sentence; empty if a password may be sent.
   */
  public static Optional<String> hindrance(Caller caller) {
    return switch (caller.transport()) {
      case TLS, LOOPBACK -> Optional.empty();
      case CLEAR -> Optional.of(TEXTS.of("clear"));
      case CLEAR_BY_PROXY -> Optional.of(TEXTS.of("clear-by-proxy"));
      case UNKNOWN_PROXY ->
          Optional.of(TEXTS.of("unknown-proxy", "address", caller.address().getHostAddress()));
    };
  }

  private static void form(Html html) {
    html.open("form", "class", "plain", "method", "post", "action", "login");
    html.open("label").element("span", TEXTS.of("name"));
    html.open("input", "name", "name", "value", "admin", "autocomplete", "username");
    html.close("label").open("label").element("span", TEXTS.of("password"));
    html.open(
        "input",
        "name",
        "password",
        "type",
        "password",
        "autocomplete",
        "current-password",
        "required",
        "",
        "autofocus",
        "");
    html.close("label").element("button", TEXTS.of("log-in")).close("form");
    html.element("p", TEXTS.of("forgotten"), "class", "hint");
  }

  /**
   * Writes who is logged in, and how that ends.
   *
   * @param visitor with a session.
   * @return a document.
   */
  public static String loggedIn(Visitor visitor) {
    return page(
        TEXTS.of("logged-in", "name", visitor.name()),
        html -> {
          html.open("p").element("a", TEXTS.of("to-the-page"), "href", "./").close("p");
          html.open("form", "class", "plain", "method", "post", "action", "logout");
          html.open(
              "input", "type", "hidden", "name", FormToken.FIELD, "value", visitor.formToken());
          html.element("button", TEXTS.of("log-out"), "class", "quiet").close("form");
        });
  }

  /**
   * Says what to add to the configuration, so that the page is answered under a name.
   *
   * @param authority as it was asked for.
   * @return the problem, without a way on.
   */
  public static Problem foreignName(String authority) {
    String name = HostNames.withoutPort(authority);
    boolean shown = HOST.matcher(name).matches();
    String line = TEXTS.of("add", "name", shown ? name : TEXTS.of("any-name"));
    return new Problem(
        TEXTS.of("foreign-title"), TEXTS.of("foreign"), Optional.of(line), Problem.Way.NONE);
  }

  /**
   * Says that this page is available by HTTPS.
   *
   * @return the problem, without a way on.
   */
  public static Problem tlsOnly() {
    return new Problem(TEXTS.of("tls-title"), TEXTS.of("tls"), Optional.empty(), Problem.Way.NONE);
  }

  /**
   * Says how one asks here.
   *
   * @param allowed the methods.
   * @return the problem.
   */
  public static Problem otherMethod(String allowed) {
    return Problem.of(405, TEXTS.of("problem-405", "allowed", allowed));
  }

  /**
   * Says with what one may read here.
   *
   * @return the problem, with the way to the log-in.
   */
  public static Problem proofNeeded() {
    return Problem.of(401, TEXTS.of("problem-401"));
  }

  private static String page(String title, Consumer<Html> main) {
    return page(title, "", main);
  }

  /**
   * Writes a page.
   *
   * @param root leads to the path of the style sheet: empty, or {@code ../} repeatedly.
   */
  static String page(String title, String root, Consumer<Html> main) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
    html.element("title", title + " – Metergate");
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.open("meta", "name", "color-scheme", "content", "light dark");
    html.open("link", "rel", "stylesheet", "href", root + "style.css");
    html.open("link", "rel", "icon", "type", "image/svg+xml", "href", root + "icon.svg")
        .close("head");
    html.open("body").open("main").open("section", "class", "card").element("h1", title);
    main.accept(html);
    html.close("section").close("main").close("body").close("html");
    return "<!DOCTYPE html>\n" + html + "\n";
  }
}
