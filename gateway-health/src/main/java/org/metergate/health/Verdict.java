// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.finding.Stage;

/**
 * The one sentence about a whole gateway. It has no age while all is well, since its readers record
 * each change.
 *
 * @param sentence at most {@link HealthDocument#LONGEST_VERDICT} characters.
 * @param next what to do, if there is something to do.
 */
record Verdict(String sentence, Optional<String> next) {

  /** What is to be said of one meter, output or alarm, or of the journal, whose name is empty. */
  private record Issue(String name, boolean well, HealthState state, FindingReport finding) {}

  static Verdict of(
      JournalReport journal,
      List<MeterReport> meters,
      List<OutputReport> outputs,
      List<AlarmReport> alarms) {
    List<Issue> issues = new ArrayList<>();
    journal.findings().stream()
        .filter(FindingReport::needsPerson)
        .findFirst()
        .ifPresent(f -> issues.add(new Issue("", journal.well(), journal.state(), f)));
    for (MeterReport meter : meters) {
      meter.findings().stream()
          .filter(finding -> finding.needsPerson() && finding.stage() != Stage.STORED)
          .findFirst()
          .ifPresent(f -> issues.add(new Issue(meter.meter(), meter.well(), meter.state(), f)));
    }
    for (OutputReport output : outputs) {
      output.findings().stream()
          .findFirst()
          .ifPresent(f -> issues.add(new Issue(output.output(), output.well(), output.state(), f)));
    }
    for (AlarmReport alarm : alarms) {
      alarm.findings().stream()
          .findFirst()
          .ifPresent(
              f -> issues.add(new Issue("alarm " + alarm.alarm(), alarm.well(), alarm.state(), f)));
    }
    issues.sort(
        Comparator.comparing(Issue::well)
            .thenComparing(issue -> issue.finding().next().isEmpty())
            .thenComparing(Issue::state, Comparator.reverseOrder()));
    return issues.isEmpty() ? withoutIssue(meters) : of(issues);
  }

  private static Verdict of(List<Issue> issues) {
    Issue first = issues.get(0);
    List<Issue> others = issues.subList(1, issues.size());
    String sentence = first.finding().sentence();
    String lead = first.name().isEmpty() ? sentence : named(first.name(), sentence);
    String tail = "";
    if (!others.isEmpty()) {
      String noun = others.stream().noneMatch(Issue::well) ? "fault" : "finding";
      tail = " And " + others.size() + " more " + noun + (others.size() == 1 ? "." : "s.");
    }
    return new Verdict(cut(lead, tail), first.finding().next());
  }

  /** Says whom a sentence is about, unless it begins with that. */
  static String named(String name, String sentence) {
    return sentence.startsWith(name + " ") ? sentence : name + ": " + sentence;
  }

  private static Verdict withoutIssue(List<MeterReport> meters) {
    if (meters.isEmpty()) {
      return new Verdict(
          "No meter is configured.",
          Optional.of(
              "'metergate probe --all' finds what is on the wires of this machine; add that to the"
                  + " configuration under 'meters'."));
    }
    List<String> waiting =
        meters.stream()
            .filter(meter -> meter.state() == HealthState.WAITING)
            .map(MeterReport::meter)
            .toList();
    if (waiting.isEmpty()) {
      return new Verdict("All is well.", Optional.empty());
    }
    return new Verdict(
        cut("Waiting for the first reading of " + join(waiting) + ".", ""), Optional.empty());
  }

  private static String join(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** Shortens the lead at the end of a word, so that both together are not too long. */
  private static String cut(String lead, String tail) {
    int room = HealthDocument.LONGEST_VERDICT - tail.length();
    if (lead.length() <= room) {
      return lead + tail;
    }
    int space = lead.lastIndexOf(' ', room - 1);
    int end = space > room / 2 ? space : room - 1;
    if (Character.isHighSurrogate(lead.charAt(end - 1))) {
      end--;
    }
    return lead.substring(0, end) + "…" + tail;
  }
}
