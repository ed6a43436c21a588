// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Span;
import org.metergate.web.html.Texts;

/** The texts of the history pages. */
final class HistoryTexts {
  private static final Texts TEXTS = Texts.beside(HistoryTexts.class, "history");

  /** What somebody typed is repeated up to here. */
  private static final int LONGEST = 60;

  private HistoryTexts() {}

  /** Returns a text; parameters are names and values in turn. */
  static String text(String key, Object... parameters) {
    return TEXTS.of(key, parameters);
  }

  /** Says which times a span can begin at. */
  static String badTime(String typed, Span span) {
    return text(
        "bad-time",
        "typed",
        shortened(typed),
        "span",
        span.label(),
        "example",
        SpanText.example(span),
        "first",
        Period.FIRST_YEAR,
        "last",
        Period.LAST_YEAR);
  }

  /** Returns what was typed, cut where it is long. */
  static String shortened(String typed) {
    return typed.length() <= LONGEST ? typed : typed.substring(0, LONGEST) + "…";
  }
}
