// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
      String name, StatusLevel statusLevel, String counter, Optional<Instant> last, long faults) {}

  /** Writes the stages, with the outputs as the last one. */
  static void write(
      Html html, MeterReport meter, List<OutputReport> outputs, TimeFormat timeFormat) {
    html.element("h3", "From the meter to the outputs");
    html.open("ol", "class", "chain");
    for (Step step : steps(meter, outputs)) {
      html.open("li", "class", "stage " + step.statusLevel().style());
      html.sign(step.statusLevel().sign());
      html.open("div").element("b", step.name());
      html.element("span", step.statusLevel().word(), "class", "word");
      String faults = step.faults() == 0 ? "" : CountFormat.count(step.faults(), "fault", "faults");
      String comma = faults.isEmpty() ? "" : ", ";
      html.element("span", step.counter() + comma + faults, "class", "hint");
      if (step.last().isPresent()) {
        html.open("span", "class", "hint");
        timeFormat.age(html, step.last().get());
        html.close("span");
      }
      html.close("div").close("li");
    }
    html.close("ol");
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
              stage.faults()));
      broken |= stage.state() == StageState.BROKEN;
    }
    steps.add(delivery(outputs, broken));
    return steps;
  }

  /** The deliveries of all outputs are one step, which is as good as the worst of them. */
  private static Step delivery(List<OutputReport> outputs, boolean brokenBefore) {
    Optional<Instant> last =
        outputs.stream().flatMap(o -> o.lastDelivery().stream()).max(Instant::compareTo);
    long late = outputs.stream().filter(o -> !o.findings().isEmpty()).count();
    HealthState worst =
        outputs.stream().map(OutputReport::state).max(HealthState::compareTo).orElse(null);
    StatusLevel statusLevel;
    if (worst == null) {
      statusLevel = StatusLevel.UNUSED;
    } else if (worst != HealthState.BROKEN && brokenBefore) {
      statusLevel = StatusLevel.HELD;
    } else if (worst == HealthState.WAITING && last.isPresent()) {
      statusLevel = StatusLevel.GOOD;
    } else {
      statusLevel = StatusLevel.of(worst);
    }
    String counter =
        outputs.isEmpty()
            ? "no outputs"
            : (outputs.size() - late) + " of " + outputs.size() + " up to date";
    return new Step("Delivered", statusLevel, counter, last, 0);
  }

  /** Returns the name of a stage on the page. */
  static String name(Stage stage) {
    return switch (stage) {
      case PORT -> "Port open";
      case BYTES -> "Bytes";
      case FRAMES -> "Frames";
      case DECRYPTION -> "Decrypted";
      case LIST -> "List known";
      case STORED -> "Stored";
      case DELIVERED -> "Delivered";
    };
  }

  private static String counter(StageReport stage) {
    long passed = stage.passed();
    return switch (stage.stage()) {
      case PORT -> "opened " + CountFormat.count(passed, "time", "times");
      case BYTES -> CountFormat.bytes(passed);
      case FRAMES, DECRYPTION -> CountFormat.count(passed, "frame", "frames");
      case LIST -> CountFormat.count(passed, "list", "lists");
      case STORED, DELIVERED -> CountFormat.count(passed, "reading", "readings");
    };
  }
}
