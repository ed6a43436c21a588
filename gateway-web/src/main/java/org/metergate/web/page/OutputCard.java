// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.metergate.health.FindingReport;
import org.metergate.health.OutputReport;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.StatusLevel;
import org.metergate.web.html.TimeFormat;

/** Writes the outputs: what was delivered, how many readings wait and since when. */
final class OutputCard {
  private final TimeFormat timeFormat;

  OutputCard(TimeFormat timeFormat) {
    this.timeFormat = timeFormat;
  }

  PageFragment write(List<OutputReport> outputs) {
    Html html = new Html();
    html.open("section", "id", "outputs", "class", "card", "aria-labelledby", "outputs-h");
    html.open("header").element("h2", "Outputs", "id", "outputs-h").close("header");
    if (outputs.isEmpty()) {
      String text = "No output is configured: readings are kept in the journal and shown here.";
      html.element("p", text, "class", "empty");
    }
    outputs.forEach(output -> output(html, output));
    return new PageFragment("outputs", html.close("section").toString());
  }

  private void output(Html html, OutputReport output) {
    StatusLevel statusLevel = StatusLevel.of(output.state());
    html.open("article", "class", "output " + statusLevel.style());
    html.open("h3").text(output.output());
    html.element("span", " " + output.type(), "class", "hint").close("h3");
    html.open("p", "class", "state").sign(statusLevel.sign()).text(words(output)).close("p");
    output.findings().forEach(finding -> finding(html, finding));
    html.open("dl", "class", "facts");
    fact(html, "Delivered", CountFormat.count(output.delivered()));
    fact(html, "Waiting", CountFormat.count(output.queued()));
    fact(html, "Oldest waiting", output.oldestWaiting());
    fact(html, "Last delivery", output.lastDelivery());
    html.close("dl").close("article");
  }

  private static String words(OutputReport output) {
    return switch (output.state()) {
      case BROKEN -> "Cannot deliver";
      case ATTENTION -> isFault(output) ? "Trying again" : "Catching up";
      case WAITING -> "Nothing delivered yet";
      case GOOD -> "Up to date";
    };
  }

  private static boolean isFault(OutputReport output) {
    return output.findings().stream().anyMatch(finding -> finding.kind() == Kind.FAULT);
  }

  private void finding(Html html, FindingReport finding) {
    html.open("div", "class", finding.kind() == Kind.FAULT ? "fault" : "late");
    html.element("p", finding.sentence());
    MeterCard.next(html, finding.next());
    html.open("p", "class", "hint").text("Since " + timeFormat.clock(finding.first()));
    html.text("; nothing is lost, readings wait in the journal.").close("p");
    html.close("div");
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close("div");
  }

  private void fact(Html html, String name, Optional<Instant> at) {
    html.open("div").element("dt", name).open("dd");
    at.ifPresentOrElse(one -> timeFormat.age(html, one), () -> html.text("–"));
    html.close("dd").close("div");
  }
}
