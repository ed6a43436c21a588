// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.metergate.alarm.Observation.State;
import org.metergate.alarm.Watched.Kind;
import org.metergate.config.AlarmConfig.When;
import org.metergate.health.FindingReport;
import org.metergate.health.HealthDocument;
import org.metergate.health.HealthFindings;
import org.metergate.health.HealthState;
import org.metergate.health.JournalReport;
import org.metergate.health.MeterReport;
import org.metergate.health.OutputReport;
import org.metergate.spi.finding.Stage;

/**
 * Reads what an alarm tells of from one document of health after another. Spans are measured by
 * steady time, so that a clock that is set does not make a meter silent. One thread.
 */
final class AlarmWatch {
  /** A fault that is over before is not worth a message. */
  static final Duration LASTING = Duration.ofMinutes(1);

  private final When when;
  private final Map<String, Heard> heard = new HashMap<>();
  private final Map<String, Long> badSince = new HashMap<>();
  private boolean begun;
  private long start;

  /**
   * When a meter was last heard.
   *
   * @param reading the time of its newest reading, as the document has it.
   * @param nanos when that was seen first.
   * @param sinceStart whether it came while this watched.
   */
  private record Heard(Optional<Instant> reading, long nanos, boolean sinceStart) {}

  AlarmWatch(When when) {
    this.when = when;
  }

  /**
   * Returns what a document says of everything that is watched.
   *
   * @param document of now.
   * @param nanos steady time.
   */
  List<Observation> read(HealthDocument document, long nanos) {
    if (!begun) {
      begun = true;
      start = nanos;
    }
    List<Observation> seen = new ArrayList<>();
    if (when.fault()) {
      seen.add(journal(document, nanos));
    }
    for (MeterReport meter : document.meters()) {
      long silence = nanos - heard(meter, nanos).nanos();
      if (when.tellsSilence(meter.meter())) {
        seen.add(silence(document, meter, silence));
      }
      if (when.fault()) {
        seen.add(fault(document, meter, silence, nanos));
      }
    }
    for (OutputReport output : document.outputs()) {
      if (when.tellsBehind(output.output())) {
        seen.add(behind(document, output, nanos));
      }
    }
    heard.keySet().retainAll(names(document));
    badSince
        .keySet()
        .retainAll(seen.stream().map(one -> one.watched().key()).collect(Collectors.toSet()));
    return seen;
  }

  private static Set<String> names(HealthDocument document) {
    return document.meters().stream().map(MeterReport::meter).collect(Collectors.toSet());
  }

  private Heard heard(MeterReport meter, long nanos) {
    Heard before = heard.get(meter.meter());
    if (before != null && before.reading().equals(meter.lastReading())) {
      return before;
    }
    Heard now = new Heard(meter.lastReading(), nanos, before != null);
    heard.put(meter.meter(), now);
    return now;
  }

  /** A meter that usually sends more rarely than {@code after} is silent when health says so. */
  private Observation silence(HealthDocument document, MeterReport meter, long silence) {
    boolean late =
        meter.usualInterval().isEmpty()
            || !meter.available() && meter.state() != HealthState.WAITING;
    State state;
    if (silence >= when.after().toNanos()) {
      state = late ? State.HOLDS : meter.available() ? State.OVER : State.UNKNOWN;
    } else {
      state = heard.get(meter.meter()).sinceStart() ? State.OVER : State.UNKNOWN;
    }
    boolean same =
        meter.findings().stream()
            .findFirst()
            .filter(f -> f.code().equals(HealthFindings.NOT_HEARD.id()))
            .isPresent();
    Duration span = Duration.ofNanos(silence);
    String sentence =
        same || meter.usualInterval().isEmpty() && meter.well()
            ? AlarmText.notHeard(span)
            : AlarmText.notHeard(span) + " " + meter.sentence();
    return new Observation(
        new Watched(Kind.SILENT, meter.meter()),
        state,
        document.time().minus(span),
        sentence,
        meter.next());
  }

  /** Where nothing comes at all, silence is reported instead, when that is wanted of this meter. */
  private Observation fault(HealthDocument document, MeterReport meter, long silence, long nanos) {
    Watched watched = new Watched(Kind.FAULT, meter.meter());
    boolean bad =
        !meter.well()
            && meter.findings().stream()
                .anyMatch(f -> f.needsPerson() && f.stage() != Stage.STORED);
    long limit =
        Math.max(LASTING.toNanos(), meter.usualInterval().orElse(Duration.ZERO).toNanos() * 2);
    long lasted = lasted(watched, bad, nanos);
    boolean quiet = when.tellsSilence(meter.meter()) && silence >= limit;
    State state = State.UNKNOWN;
    if (bad && lasted >= limit && !quiet) {
      state = State.HOLDS;
    } else if (!bad && meter.state() != HealthState.WAITING && isSettled(nanos)) {
      state = State.OVER;
    }
    String sentence =
        meter.findings().stream()
            .filter(f -> f.needsPerson() && f.stage() != Stage.STORED)
            .findFirst()
            .map(FindingReport::sentence)
            .orElse(meter.sentence());
    return new Observation(
        watched, state, document.time().minusNanos(lasted), sentence, meter.next());
  }

  private Observation journal(HealthDocument document, long nanos) {
    JournalReport journal = document.journal();
    Watched watched = new Watched(Kind.FAULT, "");
    long lasted = lasted(watched, !journal.well(), nanos);
    State state = State.UNKNOWN;
    if (!journal.well() && lasted >= LASTING.toNanos()) {
      state = State.HOLDS;
    } else if (journal.well() && isSettled(nanos)) {
      state = State.OVER;
    }
    return new Observation(
        watched, state, document.time().minusNanos(lasted), journal.sentence(), journal.next());
  }

  /** Health waits for an output's limit itself. */
  private Observation behind(HealthDocument document, OutputReport output, long nanos) {
    Watched watched = new Watched(Kind.BEHIND, output.output());
    long lasted = lasted(watched, !output.well(), nanos);
    State state = State.UNKNOWN;
    if (!output.well()) {
      state = State.HOLDS;
    } else if (output.state() == HealthState.GOOD) {
      state = State.OVER;
    }
    Instant since = output.oldestWaiting().orElseGet(() -> document.time().minusNanos(lasted));
    return new Observation(watched, state, since, output.sentence(), output.next());
  }

  /** Returns for how long something has been bad; zero where it is not. */
  private long lasted(Watched watched, boolean bad, long nanos) {
    if (!bad) {
      badSince.remove(watched.key());
      return 0;
    }
    return nanos - badSince.computeIfAbsent(watched.key(), key -> nanos);
  }

  /**
   * What was reported before a restart is not over before its cause had time to show itself again.
   */
  private boolean isSettled(long nanos) {
    return nanos - start >= LASTING.toNanos();
  }
}
