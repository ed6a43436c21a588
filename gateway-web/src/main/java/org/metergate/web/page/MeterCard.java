// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.util.List;
import java.util.Optional;
import org.metergate.health.FindingReport;
import org.metergate.health.HealthState;
import org.metergate.health.MeterReport;
import org.metergate.health.OutputReport;
import org.metergate.latest.MeterValues;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.StatusLevel;
import org.metergate.web.html.TimeFormat;

/** Writes the card of one meter: its state, values, chain, conditions and events. */
final class MeterCard {
  private final TimeFormat timeFormat;

  MeterCard(TimeFormat timeFormat) {
    this.timeFormat = timeFormat;
  }

  PageFragment write(
      MeterReport meter, String link, List<MeterValues> values, List<OutputReport> outputs) {
    String id = "meter-" + meter.meter();
    StatusLevel statusLevel = StatusLevel.of(meter.state());
    Html html = new Html();
    html.open(
        "section",
        "id",
        id,
        "class",
        "card meter " + statusLevel.style(),
        "aria-labelledby",
        id + "-h");
    head(html, meter, link, values, statusLevel);
    faults(html, meter);
    html.open("div", "class", "columns").open("div", "class", "now");
    ValueViews.figures(html, values, timeFormat);
    if (values.isEmpty()) {
      html.element(
          "p", "No reading yet: values appear here when the first one arrives.", "class", "empty");
    }
    ChainView.write(html, meter, outputs, timeFormat);
    notes(html, meter);
    html.close("div");
    ValueViews.table(html, values, timeFormat);
    html.close("div").close("section");
    return new PageFragment(id, html.toString());
  }

  private void head(
      Html html,
      MeterReport meter,
      String link,
      List<MeterValues> values,
      StatusLevel statusLevel) {
    html.open("header").open("div");
    html.element("h2", meter.meter(), "id", "meter-" + meter.meter() + "-h");
    if (link.startsWith("emulator:")) {
      html.element("span", "emulated meter", "class", "badge");
    } else if (link.startsWith("replay:")) {
      html.element("span", "recording, not live", "class", "badge");
    }
    html.close("div");
    html.open("p", "class", "state").sign(statusLevel.sign()).open("span");
    if (meter.state() == HealthState.BROKEN) {
      html.text("Broken");
    } else if (meter.state() == HealthState.WAITING || meter.lastReading().isEmpty()) {
      html.text("Waiting for the first reading");
    } else {
      html.text("Last reading ");
      timeFormat.age(html, meter.lastReading().get());
    }
    html.close("span").close("p");
    html.open("p", "class", "link hint").element("code", link);
    values.stream()
        .filter(v -> v.meter().subMeter().isEmpty() && !v.meter().identifier().isEmpty())
        .forEach(v -> html.text(" · meter number ").element("code", v.meter().identifier()));
    html.close("p").close("header");
  }

  /** Writes what is broken, in the order of the document. */
  private void faults(Html html, MeterReport meter) {
    List<FindingReport> faults = meter.findings().stream().filter(MeterCard::isBroken).toList();
    if (faults.isEmpty()) {
      return;
    }
    html.open("div", "class", "faults");
    faults.forEach(fault -> fault(html, fault));
    html.close("div");
  }

  private static boolean isBroken(FindingReport finding) {
    return finding.kind() == Kind.FAULT && finding.needsPerson();
  }

  private void fault(Html html, FindingReport fault) {
    html.open("div", "class", "fault").open("p");
    html.element("b", ChainView.name(fault.stage()) + ": ");
    html.text(fault.sentence()).close("p");
    next(html, fault.next());
    html.open("p", "class", "hint").text("Since " + timeFormat.clock(fault.first()) + ", ");
    html.text("reported " + times(fault.count()) + ", last ");
    timeFormat.age(html, fault.last());
    html.text(".").close("p").close("div");
  }

  /** Returns "once", or the count with "times". */
  private static String times(long count) {
    return count == 1 ? "once" : CountFormat.count(count) + " times";
  }

  /** Writes what to do. */
  static void next(Html html, Optional<String> step) {
    step.ifPresent(
        text -> {
          html.open("p", "class", "next").element("b", "Next step: ").text(text).close("p");
        });
  }

  private void notes(Html html, MeterReport meter) {
    List<FindingReport> notes =
        meter.findings().stream()
            .filter(finding -> finding.kind() != Kind.EVENT && !isBroken(finding))
            .toList();
    if (!notes.isEmpty()) {
      html.element("h3", "Worth knowing").open("ul", "class", "notes");
      for (FindingReport note : notes) {
        html.open("li").text(note.sentence());
        next(html, note.next());
        html.close("li");
      }
      html.close("ul");
    }
    List<FindingReport> events =
        meter.findings().stream().filter(finding -> finding.kind() == Kind.EVENT).toList();
    if (!events.isEmpty()) {
      html.element("h3", "Recent events").open("ul", "class", "events");
      events.forEach(event -> event(html, event));
      html.close("ul");
    }
  }

  private void event(Html html, FindingReport event) {
    html.open("li");
    html.element(
        "time",
        timeFormat.clock(event.last()),
        "datetime",
        event.last().toString(),
        "class",
        "hint");
    html.text(" " + event.sentence());
    if (event.count() > 1) {
      html.element("span", " " + CountFormat.count(event.count()) + " times", "class", "hint");
    }
    html.close("li");
  }
}
