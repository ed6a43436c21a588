// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.util.List;
import java.util.Optional;
import org.metergate.web.html.Html;
import org.metergate.web.html.PageFragment;

/** Writes what can be the matter with a meter, and what to check for each. */
final class CauseView {
  private CauseView() {}

  static Optional<PageFragment> write(List<PossibleCause> causes) {
    if (causes.isEmpty()) {
      return Optional.empty();
    }
    Html html = new Html();
    html.openPart("section", "causes", List.of(), "class", "card", "aria-labelledby", "causes-h");
    html.element("h2", text("causes"), "id", "causes-h");
    html.element("p", text("causes.order"), "class", "hint");
    html.open("ol", "class", "causes more");
    for (PossibleCause cause : causes) {
      html.open("li").element("p", cause.cause());
      if (!cause.check().isEmpty()) {
        html.open("p", "class", "next").element("b", text("causes.check")).text(" ");
        html.text(cause.check()).close("p");
      }
      html.close("li");
    }
    return Optional.of(html.close("ol").close("section").part("causes"));
  }
}
