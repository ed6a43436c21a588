// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.core.health.MeterHealth;
import org.metergate.core.health.OutputHealth;
import org.metergate.core.health.StageHealth;
import org.metergate.spi.finding.Stage;

/** Writes the chain of a meter as a row of stages; the first broken one is the one to look at. */
final class ChainView {
  private ChainView() {}

  private record Step(
      String name, State state, String counter, Optional<Instant> last, long faults) {}

  /** Writes the stages, the outputs as the last one. */
  static void write(Html html, MeterHealth meter, List<OutputHealth> outputs, Times times) {
    html.element("h3", "From the meter to you");
    html.open("ol", "class", "chain");
    for (Step step : steps(meter, outputs, times.now())) {
      html.open("li", "class", "stage " + step.state().style());
      html.sign(step.state().sign());
      html.open("div").element("b", step.name());
      html.element("span", step.state().word(), "class", "word");
      String faults = step.faults() == 0 ? "" : Amounts.count(step.faults(), "fault", "faults");
      String comma = faults.isEmpty() ? "" : ", ";
      html.element("span", step.counter() + comma + faults, "class", "hint");
      if (step.last().isPresent()) {
        html.open("span", "class", "hint");
        times.age(html, step.last().get());
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
              state(stage, broken, laterPassed),
              counter(stage),
              stage.lastPassed(),
              stage.faults()));
      broken |= stage.fault().isPresent();
    }
    steps.add(delivery(outputs, broken, now));
    return steps;
  }

  private static State state(StageHealth stage, boolean brokenBefore, boolean laterPassed) {
    if (stage.fault().isPresent()) {
      return State.BROKEN;
    }
    if (stage.passed() == 0 && laterPassed) {
      return State.UNUSED;
    }
    if (brokenBefore) {
      return State.HELD;
    }
    return stage.passed() == 0 ? State.WAITING : State.GOOD;
  }

  private static Step delivery(List<OutputHealth> outputs, boolean brokenBefore, Instant now) {
    Optional<Instant> last =
        outputs.stream().flatMap(o -> o.lastDelivery().stream()).max(Instant::compareTo);
    long faults = outputs.stream().filter(o -> o.fault().isPresent()).count();
    long behind = outputs.stream().filter(o -> Summary.behind(o, now)).count();
    State state;
    if (outputs.isEmpty()) {
      state = State.UNUSED;
    } else if (faults > 0) {
      state = State.BROKEN;
    } else if (brokenBefore) {
      state = State.HELD;
    } else if (behind > 0) {
      state = State.NOTE;
    } else {
      state = last.isPresent() ? State.GOOD : State.WAITING;
    }
    String counter =
        outputs.isEmpty()
            ? "no outputs"
            : (outputs.size() - Math.max(faults, behind)) + " of " + outputs.size() + " up to date";
    return new Step("Delivered", state, counter, last, 0);
  }

  /** What a stage is called on the page. */
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
      case PORT -> "opened " + Amounts.count(passed, "time", "times");
      case BYTES -> Amounts.bytes(passed);
      case FRAMES, DECRYPTION -> Amounts.count(passed, "frame", "frames");
      case LIST -> Amounts.count(passed, "list", "lists");
      case STORED, DELIVERED -> Amounts.count(passed, "reading", "readings");
    };
  }
}
