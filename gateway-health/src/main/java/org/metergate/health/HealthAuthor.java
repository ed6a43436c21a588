// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.health.FindingReport.Urgency;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/**
 * Writes the document of health from the state of a gateway at a moment: a pure function. All rules
 * about what is well and what comes first are here and in {@link Verdict}.
 */
public final class HealthAuthor {
  private final MessageCatalogue messages;
  private final Instant now;

  private HealthAuthor(MessageCatalogue messages, Instant now) {
    this.messages = messages;
    this.now = now;
  }

  /**
   * Writes the document.
   *
   * @param health the state of all chains and outputs.
   * @param messages the sentences.
   * @param now the moment for which ages and delays are computed.
   * @return the document of this moment.
   */
  public static HealthDocument write(GatewayHealth health, MessageCatalogue messages, Instant now) {
    HealthAuthor author = new HealthAuthor(messages, now);
    JournalReport journal = author.journal(health);
    List<MeterReport> meters = health.meters().stream().map(author::meter).toList();
    List<OutputReport> outputs = health.outputs().stream().map(author::output).toList();
    List<AlarmReport> alarms = health.alarms().stream().map(author::alarm).toList();
    Verdict verdict = Verdict.of(journal, meters, outputs, alarms);
    return new HealthDocument(
        health.gateway(),
        now,
        journal.well()
            && meters.stream().allMatch(MeterReport::well)
            && outputs.stream().allMatch(OutputReport::well)
            && alarms.stream().allMatch(AlarmReport::well),
        state(journal, meters, outputs, alarms),
        verdict.sentence(),
        verdict.next(),
        journal,
        meters,
        outputs,
        alarms);
  }

  /** Returns the worst state; an output that has delivered nothing yet does not count. */
  private static HealthState state(
      JournalReport journal,
      List<MeterReport> meters,
      List<OutputReport> outputs,
      List<AlarmReport> alarms) {
    HealthState worst = meters.isEmpty() ? HealthState.WAITING : HealthState.GOOD;
    worst = worst.worse(journal.state());
    for (MeterReport meter : meters) {
      worst = worst.worse(meter.state());
    }
    for (OutputReport output : outputs) {
      worst = output.state() == HealthState.WAITING ? worst : worst.worse(output.state());
    }
    for (AlarmReport alarm : alarms) {
      worst = worst.worse(alarm.state());
    }
    return worst;
  }

  private MeterReport meter(MeterHealth meter) {
    List<FindingReport> findings = new ArrayList<>();
    meter.stages().forEach(stage -> stage.fault().map(this::report).ifPresent(findings::add));
    meter.conditions().forEach(condition -> findings.add(report(condition)));
    Lateness lateness = Lateness.of(meter, now);
    if (lateness == Lateness.LATE && lead(findings, Urgency.BROKEN).isEmpty()) {
      findings.add(notHeard(meter));
    }
    findings.sort(Comparator.comparing(FindingReport::urgency));
    meter.events().forEach(event -> findings.add(report(event)));
    HealthState state = state(findings);
    if (state == HealthState.GOOD && lateness == Lateness.WAITING) {
      state = HealthState.WAITING;
    }
    Optional<FindingReport> lead = lead(findings, Urgency.ADVICE);
    String otherwise =
        state == HealthState.WAITING ? "Waiting for the first reading." : "Readings come in time.";
    return new MeterReport(
        meter.meter(),
        state,
        lateness == Lateness.HEARD && findings.stream().noneMatch(f -> f.kind() == Kind.FAULT),
        lead(findings, Urgency.WITHHELD).isEmpty(),
        lead.map(FindingReport::sentence).orElse(otherwise),
        lead.flatMap(FindingReport::next),
        meter.lastReading(),
        meter.pace().map(MeterPace::usualInterval),
        stages(meter.stages()),
        findings);
  }

  private FindingReport notHeard(MeterHealth meter) {
    MeterPace pace = meter.pace().orElseThrow();
    Instant start =
        meter.lastReading().filter(meter.startedAt()::isBefore).orElse(meter.startedAt());
    Instant found = start.plus(pace.heardWithin());
    return report(
        ActiveFinding.first(
            HealthFindings.NOT_HEARD.with(
                "interval",
                Age.exact(pace.usualInterval()),
                "seconds",
                pace.heardWithin().toSeconds()),
            found));
  }

  private static HealthState state(List<FindingReport> findings) {
    if (lead(findings, Urgency.BROKEN).isPresent()) {
      return HealthState.BROKEN;
    }
    return lead(findings, Urgency.ADVICE).isPresent() ? HealthState.ATTENTION : HealthState.GOOD;
  }

  /** Returns the first finding that is at least as urgent as given. */
  private static Optional<FindingReport> lead(List<FindingReport> findings, Urgency least) {
    return findings.stream().filter(f -> f.urgency().compareTo(least) <= 0).findFirst();
  }

  private List<StageReport> stages(List<StageHealth> stages) {
    List<StageReport> reports = new ArrayList<>();
    boolean broken = false;
    for (int i = 0; i < stages.size(); i++) {
      StageHealth stage = stages.get(i);
      boolean laterPassed =
          stages.subList(i + 1, stages.size()).stream().anyMatch(later -> later.passed() > 0);
      boolean breaks = stage.fault().filter(fault -> report(fault).needsPerson()).isPresent();
      reports.add(
          new StageReport(
              stage.stage(),
              breaks ? StageState.BROKEN : state(stage, broken, laterPassed),
              stage.passed(),
              stage.lastPassed(),
              stage.faults()));
      broken |= breaks;
    }
    return reports;
  }

  private static StageState state(StageHealth stage, boolean brokenBefore, boolean laterPassed) {
    if (stage.passed() == 0 && laterPassed) {
      return StageState.UNUSED;
    }
    if (brokenBefore) {
      return StageState.BLOCKED;
    }
    return stage.passed() == 0 ? StageState.WAITING : StageState.GOOD;
  }

  /** Collects what the journal and the chains report of storing: there is one journal for all. */
  private JournalReport journal(GatewayHealth health) {
    Map<String, ActiveFinding> merged = new LinkedHashMap<>();
    health.journal().forEach(own -> merged.put(own.finding().code().id(), own));
    for (MeterHealth meter : health.meters()) {
      meter.stages().stream()
          .filter(stage -> stage.stage() == Stage.STORED)
          .flatMap(stage -> stage.fault().stream())
          .forEach(fault -> merged.merge(fault.finding().code().id(), fault, HealthAuthor::both));
      meter.conditions().stream()
          .filter(condition -> condition.finding().code().stage() == Stage.STORED)
          .forEach(c -> merged.merge(c.finding().code().id(), c, HealthAuthor::both));
    }
    List<FindingReport> findings =
        new ArrayList<>(merged.values().stream().map(this::report).toList());
    findings.sort(Comparator.comparing(FindingReport::urgency));
    Optional<FindingReport> lead = lead(findings, Urgency.ADVICE);
    return new JournalReport(
        state(findings),
        lead(findings, Urgency.WITHHELD).isEmpty(),
        lead.map(FindingReport::sentence).orElse("The journal is in order."),
        lead.flatMap(FindingReport::next),
        findings);
  }

  private static ActiveFinding both(ActiveFinding one, ActiveFinding other) {
    return new ActiveFinding(
        (one.last().isBefore(other.last()) ? other : one).finding(),
        one.since().isBefore(other.since()) ? one.since() : other.since(),
        one.last().isBefore(other.last()) ? other.last() : one.last(),
        one.count() + other.count());
  }

  private OutputReport output(OutputHealth output) {
    Instant longAgo = now.minus(output.limit());
    boolean behind = output.oldestWaiting().filter(at -> at.isBefore(longAgo)).isPresent();
    boolean lasting = output.fault().filter(fault -> fault.since().isBefore(longAgo)).isPresent();
    Optional<FindingReport> finding =
        output
            .fault()
            .or(() -> behind ? Optional.of(behind(output)) : Optional.empty())
            .map(this::report);
    String otherwise =
        output.lastDelivery().isPresent() ? "Up to date." : "Nothing has been delivered yet.";
    return new OutputReport(
        output.output(),
        output.type(),
        state(output, behind || lasting),
        !behind && !lasting,
        finding.map(FindingReport::sentence).orElse(otherwise),
        finding.flatMap(FindingReport::next),
        output.delivered(),
        output.queued(),
        output.oldestWaiting(),
        output.lastDelivery(),
        output.lastFault().map(fault -> messages.sentence(fault, fault.last())),
        output.lastFault().map(ActiveFinding::last),
        finding.stream().toList(),
        output.listens());
  }

  /** A connection that breaks is usually there again within the limit: until then it is a note. */
  private static HealthState state(OutputHealth output, boolean tooLong) {
    if (output.fault().isPresent()) {
      return tooLong ? HealthState.BROKEN : HealthState.ATTENTION;
    }
    if (tooLong) {
      return HealthState.ATTENTION;
    }
    return output.lastDelivery().isPresent() ? HealthState.GOOD : HealthState.WAITING;
  }

  private ActiveFinding behind(OutputHealth output) {
    Instant found = output.oldestWaiting().orElseThrow().plus(output.limit());
    Duration limit = output.limit();
    return ActiveFinding.first(
        HealthFindings.OUTPUT_BEHIND.with("seconds", limit.toSeconds()), found);
  }

  /** An alarm that has nothing to tell is good: nobody knows whether it could. */
  private AlarmReport alarm(AlarmHealth alarm) {
    Instant longAgo = now.minus(AlarmHealth.LIMIT);
    boolean lasting = alarm.fault().filter(fault -> fault.since().isBefore(longAgo)).isPresent();
    Optional<FindingReport> finding = alarm.fault().map(this::report);
    HealthState broken = lasting ? HealthState.BROKEN : HealthState.ATTENTION;
    return new AlarmReport(
        alarm.alarm(),
        alarm.type(),
        finding.isPresent() ? broken : HealthState.GOOD,
        !lasting,
        finding.map(FindingReport::sentence).orElse("Ready."),
        finding.flatMap(FindingReport::next),
        alarm.waiting(),
        alarm.lastSent(),
        finding.stream().toList());
  }

  private FindingReport report(ActiveFinding active) {
    return new FindingReport(
        active.finding().code().id(),
        active.finding().code().stage(),
        active.finding().code().kind(),
        messages.withheld(active.finding()),
        messages.sentence(active, now),
        messages.nextStep(active),
        messages.isRemark(active),
        active.since(),
        active.last(),
        active.count());
  }
}
