// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.health.ActiveFinding;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.health.Verdict;

/**
 * The state of the whole gateway in one sentence: the worst verdict, or that all is well.
 *
 * @param statusLevel the worst state.
 * @param lead the beginning of the sentence.
 * @param lastReadings when each meter's newest reading was received; follows the lead.
 * @param tail what follows, one or more sentences, or empty.
 * @param next what to do, if anything.
 */
record GatewayVerdict(
    StatusLevel statusLevel,
    String lead,
    List<LastReading> lastReadings,
    String tail,
    Optional<String> next) {
  private static final Duration UP_TO_DATE = Duration.ofMinutes(1);

  /** A meter and when its newest reading was received. */
  record LastReading(String meter, Instant at) {}

  /** Evaluates a gateway: a meter's fault comes before an output's, both before waiting. */
  static GatewayVerdict of(GatewayHealth health, MessageCatalogue messages, Instant now) {
    if (health.meters().isEmpty()) {
      return new GatewayVerdict(
          StatusLevel.WAITING,
          "No meter is configured.",
          List.of(),
          "",
          Optional.of("Add one to the configuration under 'meters'."));
    }
    List<GatewayVerdict> faults = faults(health, messages);
    if (!faults.isEmpty()) {
      GatewayVerdict first = faults.get(0);
      int more = faults.size() - 1;
      String tail = more == 0 ? "" : CountFormat.count(more, "more fault", "more faults");
      return new GatewayVerdict(
          StatusLevel.BROKEN,
          first.lead(),
          List.of(),
          tail.isEmpty() ? "" : " " + tail + " below.",
          first.next());
    }
    return withoutFault(health, messages, now);
  }

  private static List<GatewayVerdict> faults(GatewayHealth health, MessageCatalogue messages) {
    List<GatewayVerdict> faults = new ArrayList<>();
    int all = health.meters().size() + health.outputs().size();
    for (MeterHealth meter : health.meters()) {
      meter.firstFault().ifPresent(f -> faults.add(fault(meter.meter(), all, f, messages)));
    }
    for (OutputHealth output : health.outputs()) {
      output.fault().ifPresent(f -> faults.add(fault(output.output(), all, f, messages)));
    }
    return faults;
  }

  /** With a single meter and no outputs it is clear what the fault belongs to. */
  private static GatewayVerdict fault(
      String of, int all, ActiveFinding fault, MessageCatalogue messages) {
    String sentence = messages.sentence(fault.finding());
    return new GatewayVerdict(
        StatusLevel.BROKEN,
        all == 1 ? sentence : of + ": " + sentence,
        List.of(),
        "",
        messages.nextStep(fault.finding()));
  }

  private static GatewayVerdict withoutFault(
      GatewayHealth health, MessageCatalogue messages, Instant now) {
    List<LastReading> lastReadings = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    StringBuilder tail = new StringBuilder(".");
    Optional<String> next = Optional.empty();
    for (MeterHealth meter : health.meters()) {
      meter
          .lastReading()
          .ifPresentOrElse(
              at -> lastReadings.add(new LastReading(meter.meter(), at)),
              () -> waiting.add(meter.meter()));
      for (ActiveFinding condition : meter.conditions()) {
        tail.append(' ').append(messages.sentence(condition.finding()));
        next = next.or(() -> messages.nextStep(condition.finding()));
      }
    }
    boolean note = tail.length() > 1;
    boolean late = health.outputs().stream().anyMatch(output -> behind(output, now));
    tail.append(outputs(health.outputs(), now));
    if (!waiting.isEmpty()) {
      String lead = "Waiting for the first telegram of " + join(waiting) + ".";
      return new GatewayVerdict(
          StatusLevel.WAITING,
          lastReadings.isEmpty() ? lead : lead + " Last reading",
          lastReadings,
          lastReadings.isEmpty() ? tail.substring(1) : tail.toString(),
          next);
    }
    StatusLevel statusLevel = note || late ? StatusLevel.NOTE : StatusLevel.GOOD;
    return new GatewayVerdict(
        statusLevel, "All is well: last reading", lastReadings, tail.toString(), next);
  }

  private static String outputs(List<OutputHealth> outputs, Instant now) {
    List<String> behind =
        outputs.stream().filter(o -> behind(o, now)).map(OutputHealth::output).toList();
    if (outputs.isEmpty()) {
      return "";
    }
    if (behind.isEmpty()) {
      return outputs.size() == 1
          ? " The output " + outputs.get(0).output() + " is up to date."
          : " All outputs are up to date.";
    }
    return " Readings are still waiting for " + join(behind) + ".";
  }

  /** Returns whether readings have been waiting for longer than a minute; less is normal. */
  static boolean behind(OutputHealth output, Instant now) {
    return output.oldestWaiting().filter(at -> at.plus(UP_TO_DATE).isBefore(now)).isPresent();
  }

  private static String join(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** Returns the sentence as plain text. */
  String sentence(Instant now) {
    StringBuilder text = new StringBuilder(lead);
    for (int i = 0; i < lastReadings.size(); i++) {
      LastReading one = lastReadings.get(i);
      text.append(separator(i)).append(" of ").append(one.meter()).append(' ');
      text.append(Verdict.age(Duration.between(one.at(), now))).append(" ago");
    }
    return text.append(tail).toString();
  }

  /** Writes the same sentence, with ages that the script updates. */
  void write(Html html, TimeFormat timeFormat) {
    html.text(lead);
    for (int i = 0; i < lastReadings.size(); i++) {
      LastReading one = lastReadings.get(i);
      html.text(separator(i) + " of " + one.meter() + " ");
      timeFormat.age(html, one.at());
    }
    html.text(tail);
  }

  private String separator(int index) {
    if (index == 0) {
      return "";
    }
    return index == lastReadings.size() - 1 ? " and" : ",";
  }
}
