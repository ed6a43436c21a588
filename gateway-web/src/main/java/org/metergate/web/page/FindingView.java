// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.util.List;
import java.util.Optional;
import org.metergate.health.FindingReport;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.TimeFormat;

/** Writes what was found: what is broken, what is worth knowing, what happened. */
final class FindingView {
  private final Html html;
  private final TimeFormat times;

  FindingView(Html html, TimeFormat times) {
    this.html = html;
    this.times = times;
  }

  static boolean isBroken(FindingReport finding) {
    return finding.kind() == Kind.FAULT && finding.needsPerson();
  }

  /** Writes what is broken, in the order of the document. */
  void faults(List<FindingReport> findings) {
    List<FindingReport> faults = findings.stream().filter(FindingView::isBroken).toList();
    if (faults.isEmpty()) {
      return;
    }
    html.open("div", "class", "faults");
    for (int i = 0; i < faults.size(); i++) {
      FindingReport fault = faults.get(i);
      String key = "x" + i;
      html.open("div", "class", "fault").open("p");
      html.element("b", ChainView.name(fault.stage()) + ":").text(" ");
      html.live("span", key, fault.sentence()).close("p");
      next(html, key + "s", fault.next());
      html.open("p", "class", "hint");
      history(key, fault);
      html.close("p").close("div");
    }
    html.close("div");
  }

  /** Writes since when something is found, how often, and when last. */
  private void history(String key, FindingReport finding) {
    html.text(text("since")).text(" ");
    times.since(html, key + "f", finding.first());
    if (finding.count() > 1 && finding.needsPerson()) {
      html.text(", ").live("span", key + "c", times(finding.count())).text(", ");
      html.text(text("last")).text(" ");
      times.age(html, key + "l", finding.last());
    }
    html.text(".");
  }

  private static String times(long count) {
    return text("reported", "count", CountFormat.count(count));
  }

  /**
   * Writes what to do.
   *
   * @param key of the cell.
   */
  static void next(Html html, String key, Optional<String> step) {
    step.ifPresent(
        words -> {
          html.open("p", "class", "next").element("b", text("next")).text(" ");
          html.live("span", key, words).close("p");
        });
  }

  /** Writes what holds without being broken; what nobody needs to do anything about is quiet. */
  void notes(List<FindingReport> findings) {
    List<FindingReport> notes =
        findings.stream()
            .filter(finding -> finding.kind() != Kind.EVENT && !isBroken(finding))
            .toList();
    if (notes.isEmpty()) {
      return;
    }
    html.element("h3", text("notes")).open("ul", "class", "notes");
    for (int i = 0; i < notes.size(); i++) {
      FindingReport note = notes.get(i);
      String key = "k" + i;
      html.open("li", "class", note.needsPerson() ? null : "remark");
      html.live("span", key, note.sentence());
      next(html, key + "s", note.next());
      html.open("p", "class", "hint");
      history(key, note);
      html.close("p").close("li");
    }
    html.close("ul");
  }

  /** Writes what happened and is over. */
  void events(List<FindingReport> findings) {
    List<FindingReport> events =
        findings.stream().filter(finding -> finding.kind() == Kind.EVENT).toList();
    if (events.isEmpty()) {
      return;
    }
    html.element("h3", text("events")).open("ul", "class", "events");
    for (int i = 0; i < events.size(); i++) {
      FindingReport event = events.get(i);
      String key = "e" + i;
      html.open("li");
      List<String> when = List.of("datetime", event.last().toString());
      html.live("time", key + "t", times.clock(event.last()), when, "class", "hint");
      html.text(" ").live("span", key, event.sentence());
      if (event.count() > 1) {
        String count = text("times", "count", CountFormat.count(event.count()));
        html.text(" ").live("span", key + "c", count, "class", "hint");
      }
      html.close("li");
    }
    html.close("ul");
  }
}
