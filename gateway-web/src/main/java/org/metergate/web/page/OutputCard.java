// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

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
  private final Html html = new Html();
  private final TimeFormat times;

  OutputCard(TimeFormat times) {
    this.times = times;
  }

  PageFragment write(List<OutputReport> outputs) {
    html.openPart("section", "outputs", List.of(), "class", "card", "aria-labelledby", "outputs-h");
    html.open("header").element("h2", text("outputs"), "id", "outputs-h").close("header");
    if (outputs.isEmpty()) {
      html.element("p", text("outputs.empty"), "class", "empty");
    }
    for (int i = 0; i < outputs.size(); i++) {
      output("o" + i, outputs.get(i));
    }
    return html.close("section").part("outputs");
  }

  private void output(String key, OutputReport output) {
    StatusLevel level = StatusLevel.of(output.state());
    String id = PageTexts.outputId(output.output());
    html.openLive("article", key, List.of("class", "output " + level.style()), "id", id);
    html.open("h3").text(output.output());
    html.element("span", " " + output.type(), "class", "hint").close("h3");
    html.open("p", "class", "state");
    html.live("span", key + "s", level.sign(), "class", "sign", "aria-hidden", "true");
    html.live("span", key + "w", words(output)).close("p");
    if (output.listens().isPresent()) {
      html.element("p", text("outputs.listens", "port", output.listens().get()), "class", "hint");
    }
    List<FindingReport> findings = output.findings();
    for (int i = 0; i < findings.size(); i++) {
      finding(key + "x" + i, findings.get(i));
    }
    html.open("dl", "class", "facts");
    fact(key + "d", "outputs.delivered", CountFormat.count(output.delivered()));
    fact(key + "q", "outputs.waiting", CountFormat.count(output.queued()));
    fact(key + "o", "outputs.oldest", output.oldestWaiting());
    fact(key + "l", "outputs.last", output.lastDelivery());
    html.close("dl").close("article");
  }

  private static String words(OutputReport output) {
    return switch (output.state()) {
      case BROKEN -> text("output.broken");
      case ATTENTION -> text(isFault(output) ? "output.again" : "output.late");
      case WAITING -> text("output.waiting");
      case GOOD -> text("output.good");
    };
  }

  private static boolean isFault(OutputReport output) {
    return output.findings().stream().anyMatch(finding -> finding.kind() == Kind.FAULT);
  }

  private void finding(String key, FindingReport finding) {
    html.open("div", "class", finding.kind() == Kind.FAULT ? "fault" : "late");
    html.live("p", key, finding.sentence());
    FindingView.next(html, key + "s", finding.next());
    html.open("p", "class", "hint").text(text("since")).text(" ");
    times.since(html, key + "f", finding.first());
    html.text("; " + text("outputs.kept")).close("p");
    html.close("div");
  }

  private void fact(String key, String name, String value) {
    html.open("div").element("dt", text(name)).live("dd", key, value, "class", "nowrap");
    html.close("div");
  }

  private void fact(String key, String name, Optional<Instant> at) {
    html.open("div").element("dt", text(name)).open("dd");
    at.ifPresentOrElse(one -> times.age(html, key, one), () -> html.text("–"));
    html.close("dd").close("div");
  }
}
