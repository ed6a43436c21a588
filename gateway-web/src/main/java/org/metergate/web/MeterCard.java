// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.health.ActiveFinding;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.latest.MeterValues;

/** Writes the card of one meter: its state, values, chain, conditions and events. */
final class MeterCard {
  private final MessageCatalogue messages;
  private final TimeFormat timeFormat;

  MeterCard(MessageCatalogue messages, TimeFormat timeFormat) {
    this.messages = messages;
    this.timeFormat = timeFormat;
  }

  PageFragment write(
      MeterHealth meter, String link, List<MeterValues> values, List<OutputHealth> outputs) {
    String id = "meter-" + meter.meter();
    StatusLevel statusLevel = statusLevel(meter);
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

  private static StatusLevel statusLevel(MeterHealth meter) {
    if (meter.firstFault().isPresent()) {
      return StatusLevel.BROKEN;
    }
    if (meter.lastReading().isEmpty()) {
      return StatusLevel.WAITING;
    }
    return meter.conditions().isEmpty() ? StatusLevel.GOOD : StatusLevel.NOTE;
  }

  private void head(
      Html html,
      MeterHealth meter,
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
    html.text(
        switch (statusLevel) {
          case BROKEN -> "Broken";
          case WAITING -> "Waiting for the first telegram";
          default -> "Last reading ";
        });
    if (statusLevel == StatusLevel.GOOD || statusLevel == StatusLevel.NOTE) {
      timeFormat.age(html, meter.lastReading().orElseThrow());
    }
    html.close("span").close("p");
    html.open("p", "class", "link hint").element("code", link);
    values.stream()
        .filter(v -> v.meter().subMeter().isEmpty() && !v.meter().identifier().isEmpty())
        .forEach(v -> html.text(" · meter number ").element("code", v.meter().identifier()));
    html.close("p").close("header");
  }

  /** Writes the faults in the order of the stages, the first broken stage first. */
  private void faults(Html html, MeterHealth meter) {
    List<ActiveFinding> faults = new ArrayList<>();
    meter.stages().forEach(stage -> stage.fault().ifPresent(faults::add));
    if (faults.isEmpty()) {
      return;
    }
    html.open("div", "class", "faults");
    faults.forEach(fault -> fault(html, fault));
    html.close("div");
  }

  private void fault(Html html, ActiveFinding fault) {
    html.open("div", "class", "fault").open("p");
    html.element("b", ChainView.name(fault.finding().code().stage()) + ": ");
    html.text(messages.sentence(fault.finding())).close("p");
    next(html, messages.nextStep(fault.finding()));
    html.open("p", "class", "hint").text("Since " + timeFormat.clock(fault.since()) + ", ");
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

  private void notes(Html html, MeterHealth meter) {
    if (!meter.conditions().isEmpty()) {
      html.element("h3", "Worth knowing").open("ul", "class", "notes");
      for (ActiveFinding condition : meter.conditions()) {
        html.open("li").text(messages.sentence(condition.finding()));
        next(html, messages.nextStep(condition.finding()));
        html.close("li");
      }
      html.close("ul");
    }
    if (!meter.events().isEmpty()) {
      html.element("h3", "Recent events").open("ul", "class", "events");
      meter.events().forEach(event -> event(html, event));
      html.close("ul");
    }
  }

  private void event(Html html, ActiveFinding event) {
    html.open("li");
    html.element(
        "time",
        timeFormat.clock(event.last()),
        "datetime",
        event.last().toString(),
        "class",
        "hint");
    html.text(" " + messages.sentence(event.finding()));
    if (event.count() > 1) {
      html.element("span", " " + CountFormat.count(event.count()) + " times", "class", "hint");
    }
    html.close("li");
  }
}
