// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metergate.core.control.Plural;
import org.metergate.health.Age;
import org.metergate.health.AlarmReport;
import org.metergate.health.FindingReport;
import org.metergate.health.HealthDocument;
import org.metergate.health.HealthState;
import org.metergate.health.JournalReport;
import org.metergate.health.MeterReport;
import org.metergate.health.OutputReport;
import org.metergate.health.StageReport;
import org.metergate.health.StageState;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;
import org.metergate.setup.cause.FindingCauses;
import org.metergate.spi.finding.FindingCode.Kind;

/**
 * The document of health as lines for people: the verdict, then each meter with its chain and its
 * findings, each output with its queue, each alarm, and the journal. Pure functions; the sentences
 * are those of the document.
 */
final class StatusLines {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final CauseMessages CAUSES = new CauseMessages();
  private static final String INDENT = "    ";

  /** As many events as fit under a meter; the page and the document have more. */
  private static final int MOST_EVENTS = 3;

  private final HealthDocument document;
  private final List<String> lines = new ArrayList<>();

  private StatusLines(HealthDocument document) {
    this.document = document;
  }

  /**
   * Returns the whole document.
   *
   * @param zone of the times of day.
   */
  static List<String> of(HealthDocument document, ZoneId zone) {
    StatusLines status = new StatusLines(document);
    status.head(zone);
    status.verdict(document.verdict(), document.next());
    document.meters().forEach(status::meter);
    document.outputs().forEach(status::output);
    document.alarms().forEach(status::alarm);
    status.journal(document.journal());
    return status.lines;
  }

  /** Returns one meter of the document, with what can be the matter on its wire. */
  static List<String> of(HealthDocument document, MeterReport meter, ZoneId zone) {
    StatusLines status = new StatusLines(document);
    status.head(zone);
    status.meter(meter);
    meter.findings().stream()
        .filter(FindingReport::needsPerson)
        .flatMap(finding -> FindingCauses.of(finding.code()).stream())
        .distinct()
        .forEach(status::cause);
    return status.lines;
  }

  /** A cause whose sentence needs what only a probe measures is left out. */
  private void cause(Cause cause) {
    String sentence = CAUSES.sentence(cause, Map.of());
    if (sentence.indexOf('{') < 0) {
      lines.add("");
      lines.add(INDENT + "Possible cause: " + sentence);
      CAUSES
          .multimeter(cause, Map.of())
          .ifPresent(how -> lines.add(INDENT + "With a multimeter: " + how));
    }
  }

  private void head(ZoneId zone) {
    lines.add(
        document.gateway()
            + " at "
            + TIME.format(document.time().atZone(zone))
            + (document.well() ? ": well" : ": not well"));
  }

  private void verdict(String verdict, Optional<String> next) {
    lines.add(verdict);
    next.ifPresent(step -> lines.add("What to do: " + step));
  }

  private void meter(MeterReport meter) {
    lines.add("");
    lines.add(word(meter.state()) + " meter " + meter.meter() + ": " + heard(meter));
    if (!meter.stages().isEmpty()) {
      lines.add(INDENT + chain(meter.stages()));
    }
    findings(meter.findings());
  }

  private String heard(MeterReport meter) {
    String usual =
        meter.usualInterval().map(every -> ", usually every " + Age.exact(every)).orElse("");
    return meter
        .lastReading()
        .map(at -> "last reading " + age(at) + " ago" + usual)
        .orElse("no reading yet" + usual);
  }

  /** Returns the stages in order, so that the first that is not good is seen at a glance. */
  private static String chain(List<StageReport> stages) {
    return stages.stream()
        .filter(stage -> stage.state() != StageState.UNUSED)
        .map(
            stage ->
                stage.stage().name().toLowerCase(Locale.ROOT)
                    + " "
                    + (stage.state() == StageState.BROKEN ? "BROKEN" : stage.state().word()))
        .collect(Collectors.joining(" > "));
  }

  private void output(OutputReport output) {
    lines.add("");
    String queue =
        output.queued() == 0
            ? "nothing waits"
            : Plural.of(output.queued(), "reading")
                + (output.queued() == 1 ? " waits" : " wait")
                + output.oldestWaiting().map(at -> ", the oldest for " + age(at)).orElse("");
    lines.add(
        word(output.state())
            + " output "
            + output.output()
            + " ("
            + output.type()
            + "): "
            + queue
            + ", "
            + output.delivered()
            + " delivered"
            + output.lastDelivery().map(at -> ", the last " + age(at) + " ago").orElse(""));
    output.listens().ifPresent(port -> lines.add("     listens on " + port + ", without a log-in"));
    findings(output.findings());
  }

  private void alarm(AlarmReport alarm) {
    lines.add("");
    lines.add(
        word(alarm.state())
            + " alarm "
            + alarm.alarm()
            + " ("
            + alarm.type()
            + "): "
            + (alarm.waiting() == 0
                ? "nothing waits"
                : Plural.of(alarm.waiting(), "message")
                    + (alarm.waiting() == 1 ? " waits" : " wait"))
            + alarm.lastSent().map(at -> ", the last sent " + age(at) + " ago").orElse(""));
    findings(alarm.findings());
  }

  private void journal(JournalReport journal) {
    lines.add("");
    lines.add(
        word(journal.state())
            + " journal"
            + (journal.findings().isEmpty() ? ": " + journal.sentence() : ""));
    findings(journal.findings());
  }

  private void findings(List<FindingReport> findings) {
    for (FindingReport finding : findings) {
      if (finding.kind() != Kind.EVENT) {
        lines.add(INDENT + finding.sentence());
        finding.next().ifPresent(step -> lines.add(INDENT + "What to do: " + step));
      }
    }
    findings.stream()
        .filter(finding -> finding.kind() == Kind.EVENT)
        .limit(MOST_EVENTS)
        .forEach(
            event ->
                lines.add(
                    INDENT
                        + age(event.last())
                        + " ago"
                        + (event.count() > 1 ? ", " + event.count() + " times" : "")
                        + ": "
                        + event.sentence()));
  }

  private static String word(HealthState state) {
    return String.format("%-9s", state.word());
  }

  private String age(Instant at) {
    return Age.exact(Duration.between(at, document.time()));
  }
}
