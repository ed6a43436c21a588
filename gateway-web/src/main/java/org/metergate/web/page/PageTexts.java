// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.metergate.web.html.StatusLevel;
import org.metergate.web.html.Texts;

/** The texts and addresses of the pages of what is now. */
final class PageTexts {
  private static final Texts TEXTS = Texts.beside(PageTexts.class, "page");

  private PageTexts() {}

  static String text(String key, Object... parameters) {
    return TEXTS.of(key, parameters);
  }

  /** Returns a state in a word. */
  static String word(StatusLevel level) {
    return TEXTS.of("level." + level.style());
  }

  /** Returns the address of a meter's page. */
  static String meterPage(String meter) {
    return "meter?name=" + encoded(meter);
  }

  /** Returns the address of a meter's history: of the present day, month or year. */
  static String history(String meter, String span) {
    return "history?meter=" + encoded(meter) + "&view=" + span;
  }

  /** Returns the address of what was found earlier. */
  static String events(String meter) {
    return meter.isEmpty() ? "events" : "events?meter=" + encoded(meter);
  }

  /** Returns the address of an output on the overview. */
  static String output(String name) {
    return "./#" + outputId(encoded(name));
  }

  static String outputId(String name) {
    return "output-" + name;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
