// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metergate.health.HealthState;
import org.metergate.health.MeterReport;
import org.metergate.health.OutputReport;
import org.metergate.health.StageReport;
import org.metergate.health.StageState;
import org.metergate.spi.finding.Stage;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.StatusLevel;
import org.metergate.web.html.TimeFormat;

/** Writes the chain of a meter as a row of stages; the first broken one is the one to check. */
final class ChainView {
  private ChainView() {}

  private record Step(
      String name,
      StatusLevel level,
      String counter,
      Optional<Instant> last,
      long faults,
      List<String> failing) {}

  /** Writes the stages, with the outputs as the last one. */
  static void write(Html html, MeterReport meter, List<OutputReport> outputs, TimeFormat times) {
    html.open("ol", "class", "chain");
    List<Step> steps = steps(meter, outputs);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String key = "c" + i;
      html.openLive("li", key, List.of("class", "stage " + step.level().style()));
      html.live("span", key + "s", step.level().sign(), "class", "sign", "aria-hidden", "true");
      html.open("div").element("b", step.name()).text(" ");
      html.live("span", key + "w", PageTexts.word(step.level()), "class", "word").text(" ");
      html.live("span", key + "n", counters(step), "class", "hint").text(" ");
      step.failing().forEach(output -> failing(html, output));
      if (step.last().isPresent()) {
        html.open("span", "class", "hint");
        times.age(html, key + "a", step.last().get());
        html.close("span");
      }
      html.close("div").close("li");
    }
    html.close("ol");
  }

  private static String counters(Step step) {
    return step.faults() == 0
        ? step.counter()
        : step.counter() + ", " + CountFormat.count(step.faults(), text("fault"), text("faults"));
  }

  /** Leads to the output that prevents the delivery. */
  private static void failing(Html html, String output) {
    html.element("a", text("fails", "output", output), "href", PageTexts.output(output)).text(" ");
  }

  private static List<Step> steps(MeterReport meter, List<OutputReport> outputs) {
    List<Step> steps = new ArrayList<>();
    boolean broken = false;
    for (StageReport stage : meter.stages()) {
      steps.add(
          new Step(
              name(stage.stage()),
              StatusLevel.of(stage.state()),
              counter(stage),
              stage.lastPassed(),
              stage.faults(),
              List.of()));
      broken |= stage.state() == StageState.BROKEN;
    }
    steps.add(delivery(outputs, broken));
    return steps;
  }

  /** The deliveries of all outputs are one step, which is as good as the worst of them. */
  private static Step delivery(List<OutputReport> outputs, boolean brokenBefore) {
    Optional<Instant> last =
        outputs.stream().flatMap(o -> o.lastDelivery().stream()).max(Instant::compareTo);
    List<String> late =
        outputs.stream().filter(o -> !o.findings().isEmpty()).map(OutputReport::output).toList();
    HealthState worst =
        outputs.stream().map(OutputReport::state).max(HealthState::compareTo).orElse(null);
    StatusLevel level;
    if (worst == null) {
      level = StatusLevel.UNUSED;
    } else if (worst != HealthState.BROKEN && brokenBefore) {
      level = StatusLevel.HELD;
    } else if (worst == HealthState.WAITING && last.isPresent()) {
      level = StatusLevel.GOOD;
    } else {
      level = StatusLevel.of(worst);
    }
    int all = outputs.size();
    String counter =
        all == 0 ? text("outputs.none") : text("outputs.of", "well", all - late.size(), "all", all);
    return new Step(name(Stage.DELIVERED), level, counter, last, 0, late);
  }

  /** Returns the name of a stage on the page. */
  static String name(Stage stage) {
    return text("stage." + stage.name().toLowerCase(Locale.ROOT));
  }

  private static String counter(StageReport stage) {
    long passed = stage.passed();
    return switch (stage.stage()) {
      case PORT ->
          text("opened", "count", CountFormat.count(passed, text("time"), text("times-n")));
      case BYTES -> CountFormat.bytes(passed);
      case FRAMES, DECRYPTION -> CountFormat.count(passed, text("frame"), text("frames"));
      case LIST -> CountFormat.count(passed, text("list"), text("lists"));
      case STORED, DELIVERED -> CountFormat.count(passed, text("reading"), text("readings"));
    };
  }
}
