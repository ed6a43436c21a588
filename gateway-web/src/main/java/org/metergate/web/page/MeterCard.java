// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.util.List;
import org.metergate.health.HealthState;
import org.metergate.health.MeterReport;
import org.metergate.health.OutputReport;
import org.metergate.web.html.Html;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.StatusLevel;
import org.metergate.web.html.TimeFormat;

/** Writes the card of one meter: its state, what flows now, what today used, its chain. */
final class MeterCard {
  private final Html html = new Html();
  private final MeterScene scene;
  private final TimeFormat times;

  MeterCard(MeterScene scene, TimeFormat times) {
    this.scene = scene;
    this.times = times;
  }

  /**
   * Writes the card.
   *
   * @param outputs the last step of the chain.
   * @param whole whether it stands on the page of this meter alone.
   */
  PageFragment write(List<OutputReport> outputs, boolean whole) {
    MeterReport meter = scene.report();
    String id = "meter-" + meter.meter();
    StatusLevel level = StatusLevel.of(meter.state());
    List<String> style = List.of("class", "card meter " + level.style());
    html.openPart("section", id, style, "aria-labelledby", id + "-h");
    head(id, level, whole);
    FindingView findings = new FindingView(html, times);
    findings.faults(meter.findings());
    FigureView figures = new FigureView(html, times);
    html.open("div", "class", "columns").open("div", "class", "now");
    figures.flows(scene.readings());
    figures.phases(scene.readings());
    figures.today(scene.today());
    figures.counters(scene.readings());
    if (scene.readings().shown().isEmpty()) {
      html.element("p", text("no-reading"), "class", "empty");
    }
    html.close("div").open("div");
    chain(outputs, whole);
    findings.notes(meter.findings());
    if (whole) {
      findings.events(meter.findings());
    }
    html.close("div").close("div");
    more(whole);
    return html.close("section").part(id);
  }

  private void head(String id, StatusLevel level, boolean whole) {
    MeterReport meter = scene.report();
    html.open("header").open("div").open("h2", "id", id + "-h");
    if (whole) {
      html.text(meter.meter());
    } else {
      html.element("a", meter.meter(), "href", PageTexts.meterPage(meter.meter()));
    }
    html.close("h2");
    if (!scene.label().isEmpty()) {
      html.element("span", scene.label(), "class", "label");
    }
    if (scene.link().startsWith("emulator:")) {
      html.element("span", text("emulated"), "class", "badge");
    } else if (scene.link().startsWith("replay:")) {
      html.element("span", text("replayed"), "class", "badge");
    }
    html.close("div").open("p", "class", "state");
    html.live("span", "sign", level.sign(), "class", "sign", "aria-hidden", "true");
    html.open("span");
    if (meter.state() == HealthState.BROKEN) {
      html.text(text("meter.broken"));
    } else if (meter.state() == HealthState.WAITING || meter.lastReading().isEmpty()) {
      html.text(text("meter.waiting"));
    } else {
      html.text(text("meter.last")).text(" ");
      times.age(html, "last", meter.lastReading().get());
    }
    html.close("span").close("p");
    html.open("p", "class", "link hint").element("code", scene.link());
    scene
        .readings()
        .number()
        .ifPresent(number -> html.text(" · " + text("number") + " ").element("code", number));
    html.close("p").close("header");
  }

  /** Writes the chain: folded where there is nothing to look for, so that the page is short. */
  private void chain(List<OutputReport> outputs, boolean whole) {
    if (whole || scene.report().state() != HealthState.GOOD || failing(outputs)) {
      html.element("h3", text("chain"));
      ChainView.write(html, scene.report(), outputs, times);
    } else {
      html.open("details", "class", "fold").element("summary", text("chain"));
      ChainView.write(html, scene.report(), outputs, times);
      html.close("details");
    }
  }

  private static boolean failing(List<OutputReport> outputs) {
    return outputs.stream().anyMatch(output -> !output.findings().isEmpty());
  }

  private void more(boolean whole) {
    String name = scene.report().meter();
    html.open("p", "class", "more screen-only");
    if (!whole) {
      String label = text("meter.more.of", "meter", name);
      html.element("a", text("meter.more"), "href", PageTexts.meterPage(name), "aria-label", label);
    }
    if (scene.hasHistory()) {
      for (String span : List.of("day", "month", "year")) {
        String words = text("meter.history." + span);
        String label = text("meter.history.of", "meter", name, "span", words);
        html.element("a", words, "href", PageTexts.history(name, span), "aria-label", label);
      }
    }
    html.close("p");
  }
}
