// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.web.html.Html;

/**
 * What the colours of a picture mean.
 *
 * @param entries classes of colours with what has them, in order.
 * @param gaps whether some of the time was not read.
 */
record Legend(Map<String, String> entries, boolean gaps) {

  /** Keeps the order. */
  Legend {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  void write(Html html) {
    html.open("ul", "class", "legend");
    entries.forEach((style, label) -> entry(html, style, label));
    if (gaps) {
      entry(html, "gap", HistoryTexts.text("not-read"));
    }
    html.close("ul");
  }

  private static void entry(Html html, String style, String label) {
    html.open("li").element("span", "", "class", "swatch " + style, "aria-hidden", "true");
    html.text(label).close("li");
  }
}
