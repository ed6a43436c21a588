// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.web.html.Html;
import org.metergate.web.html.Texts;

/**
 * Why a request is not answered: a small page for people, a line for programs. It says nothing
 * about the gateway, not even its name, since it is also for those of whom nothing is known. Any
 * thread.
 *
 * @param title two or three words.
 * @param sentence what is the matter and what to do, without a line break at the end.
 * @param code a line to copy.
 * @param way where people go on.
 */
public record Problem(String title, String sentence, Optional<String> code, Way way) {
  private static final Texts TEXTS = Texts.beside(Problem.class, "access");

  /** Statuses with a title of their own. */
  private static final List<Integer> TITLED = List.of(400, 401, 404, 405, 408, 413, 500, 503);

  /** Statuses for a part of the request that is too long: body, address, header. */
  private static final List<Integer> TOO_LONG = List.of(413, 414, 431);

  /** Statuses that the server itself sends, with a sentence of their own. */
  private static final List<Integer> SAID = List.of(400, 404, 408, 413, 500, 503);

  /** Where people go on. */
  public enum Way {
    /** Nowhere: there is no page for them. */
    NONE,
    /** To the overview. */
    PAGE,
    /** To the log-in. */
    LOG_IN
  }

  /** Checks that nothing is missing. */
  public Problem {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(sentence, "sentence");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(way, "way");
  }

  /**
   * A problem that somebody has described already.
   *
   * @param status 400 to 599.
   * @param sentence of the problem.
   * @return it, with the usual title of the status and the way back.
   */
  public static Problem of(int status, String sentence) {
    int kind = TOO_LONG.contains(status) ? 413 : status;
    String title = TEXTS.of(TITLED.contains(kind) ? "title-" + kind : "refused");
    return new Problem(title, sentence, Optional.empty(), status == 401 ? Way.LOG_IN : Way.PAGE);
  }

  /**
   * A problem of which nothing but its status is known.
   *
   * @param status 400 to 599.
   * @return it, with the usual sentence of the status.
   */
  public static Problem of(int status) {
    int kind = TOO_LONG.contains(status) ? 413 : status;
    int usual = kind < 500 ? 400 : 500;
    return of(status, TEXTS.of("problem-" + (SAID.contains(kind) ? kind : usual)));
  }

  /**
   * A form that is not carried out.
   *
   * @param key of the texts: {@code forged}, {@code no-role}, {@code old-form}, {@code bad-form}.
   * @return it, with the way back.
   */
  public static Problem refusal(String key) {
    return new Problem(TEXTS.of("refused"), TEXTS.of(key), Optional.empty(), Way.PAGE);
  }

  /**
   * Returns the page for people.
   *
   * @param path of the request as it was sent, so that the addresses in the page lead back from it.
   * @return a document.
   */
  public String page(String path) {
    String root = root(path);
    Consumer<Html> main =
        html -> {
          html.element("p", sentence, "class", "notice note");
          code.ifPresent(line -> html.element("pre", line));
          switch (way) {
            case NONE -> {}
            case PAGE -> link(html, "to-the-page", root.isEmpty() ? "./" : root);
            case LOG_IN -> link(html, "log-in", root + "login");
          }
        };
    return AccessPages.page(title, root, main);
  }

  private static void link(Html html, String key, String address) {
    html.open("p").element("a", TEXTS.of(key), "href", address).close("p");
  }

  /** Leads from a path to that of the overview, also below the path of a proxy. */
  private static String root(String path) {
    long deeper = path.chars().skip(1).filter(c -> c == '/').count();
    return "../".repeat((int) deeper);
  }

  /**
   * Returns the line for programs.
   *
   * @return ends with a line break.
   */
  public String line() {
    return sentence + "\n" + code.map(line -> line + "\n").orElse("");
  }
}
