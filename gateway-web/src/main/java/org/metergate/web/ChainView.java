// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.health.StageHealth;
import org.metergate.spi.finding.Stage;

/** Writes the chain of a meter as a row of stages; the first broken one is the one to check. */
final class ChainView {
  private ChainView() {}

  private record Step(
      String name, StatusLevel statusLevel, String counter, Optional<Instant> last, long faults) {}

  /** Writes the stages, with the outputs as the last one. */
  static void write(
      Html html, MeterHealth meter, List<OutputHealth> outputs, TimeFormat timeFormat) {
    html.element("h3", "From the meter to the outputs");
    html.open("ol", "class", "chain");
    for (Step step : steps(meter, outputs, timeFormat.now())) {
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

  private static List<Step> steps(MeterHealth meter, List<OutputHealth> outputs, Instant now) {
    List<Step> steps = new ArrayList<>();
    boolean broken = false;
    List<StageHealth> stages = meter.stages();
    for (int i = 0; i < stages.size(); i++) {
      StageHealth stage = stages.get(i);
      boolean laterPassed =
          stages.subList(i + 1, stages.size()).stream().anyMatch(later -> later.passed() > 0);
      steps.add(
          new Step(
              name(stage.stage()),
              statusLevel(stage, broken, laterPassed),
              counter(stage),
              stage.lastPassed(),
              stage.faults()));
      broken |= stage.fault().isPresent();
    }
    steps.add(delivery(outputs, broken, now));
    return steps;
  }

  private static StatusLevel statusLevel(
      StageHealth stage, boolean brokenBefore, boolean laterPassed) {
    if (stage.fault().isPresent()) {
      return StatusLevel.BROKEN;
    }
    if (stage.passed() == 0 && laterPassed) {
      return StatusLevel.UNUSED;
    }
    if (brokenBefore) {
      return StatusLevel.HELD;
    }
    return stage.passed() == 0 ? StatusLevel.WAITING : StatusLevel.GOOD;
  }

  private static Step delivery(List<OutputHealth> outputs, boolean brokenBefore, Instant now) {
    Optional<Instant> last =
        outputs.stream().flatMap(o -> o.lastDelivery().stream()).max(Instant::compareTo);
    long faults = outputs.stream().filter(o -> o.fault().isPresent()).count();
    long behind = outputs.stream().filter(o -> GatewayVerdict.behind(o, now)).count();
    StatusLevel statusLevel;
    if (outputs.isEmpty()) {
      statusLevel = StatusLevel.UNUSED;
    } else if (faults > 0) {
      statusLevel = StatusLevel.BROKEN;
    } else if (brokenBefore) {
      statusLevel = StatusLevel.HELD;
    } else if (behind > 0) {
      statusLevel = StatusLevel.NOTE;
    } else {
      statusLevel = last.isPresent() ? StatusLevel.GOOD : StatusLevel.WAITING;
    }
    String counter =
        outputs.isEmpty()
            ? "no outputs"
            : (outputs.size() - Math.max(faults, behind)) + " of " + outputs.size() + " up to date";
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

  private static String counter(StageHealth stage) {
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
