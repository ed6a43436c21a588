// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Listens to a line and says what is on it. First at 19,200 baud, where the values of the bytes
 * show the speed of the line whatever its polarity; then at this speed, where a checksum proves a
 * meter; where nothing arrives, by the questions of the drivers. Ends within 25 s when a checksum
 * holds, 40 s where it is one at 300 baud; else within 70 s on a line that marks its errors, 100 s
 * on another. One thread; a probe is used once.
 */
public final class Probe {

  /** A little more than the interval of all pushes but the hourly and the yearly ones. */
  private static final double PERIOD = 10.7;

  /** Of a push every 10 s, three bursts come within this time. */
  private static final double SILENT_SECONDS = 32;

  private static final int SPEED_BYTES = 40;

  /** What stays true where listening was cut short. */
  private static final Set<Cause> CERTAIN_ENOUGH =
      EnumSet.of(
          Cause.WIRED_MBUS,
          Cause.IEC_62056_21,
          Cause.OTHER_PUSH,
          Cause.CONSOLE,
          Cause.OTHER_TEXT,
          Cause.TELNET,
          Cause.REQUESTS_ONLY,
          Cause.INVERTED,
          Cause.DAMAGED,
          Cause.WRONG_SPEED,
          Cause.FLOOD);

  private final List<ProbeDriver> drivers;
  private final boolean listenOnly;
  private final Listening listening;
  private final Looking looking;
  private final ProbeLine line;
  private final Hearing hearing = new Hearing();
  private boolean wired;

  /**
   * Prepares a probe.
   *
   * @param line to listen to.
   * @param drivers that may recognise their meters and ask for them.
   * @param listenOnly whether no question is sent; the request line of a P1 port is raised also
   *     then.
   * @param time the clock of the line.
   * @param progress takes what is done.
   */
  public Probe(
      ProbeLine line,
      List<ProbeDriver> drivers,
      boolean listenOnly,
      TimeSource time,
      ProbeProgress progress) {
    this.line = line;
    this.drivers = List.copyOf(drivers);
    this.listenOnly = listenOnly;
    this.listening = new Listening(line, time, progress, hearing);
    this.looking = new Looking(listening, hearing, this.drivers, line.settable());
  }

  /**
   * Listens, and asks if need be.
   *
   * @return what is on the line; also when the line is lost meanwhile.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public Verdict run() throws InterruptedException {
    Verdict verdict;
    try {
      wired = line.request(true);
      verdict = listen().orElseGet(this::decide);
    } catch (LinkLostException e) {
      verdict = lost(e.finding());
    }
    Map<String, String> evidence = Figures.of(hearing, verdict.meter(), line.settable());
    return verdict.withEvidence(evidence).withParameters(evidence);
  }

  private Verdict decide() {
    return new Decision(hearing, drivers, line.settable()).decide();
  }

  private Verdict lost(Finding finding) {
    boolean end = finding.code().equals(LinkFindings.END_OF_INPUT);
    Verdict heard = hearing.passiveBytes() == 0 ? null : decide();
    if (heard != null && (heard.recognised() || CERTAIN_ENOUGH.contains(heard.cause()))) {
      return heard;
    }
    return Verdict.of(
        end ? Cause.END_OF_RECORDING : Cause.PORT_LOST,
        end ? Sureness.NOT_SURE : Sureness.SURE,
        Map.of("finding", finding.code().id()));
  }

  private Optional<Verdict> listen() throws LinkLostException, InterruptedException {
    if (!line.settable()) {
      return fixed();
    }
    LineSettings first = LineSettings.eightNone(LineSpeed.READ_AT);
    Optional<Verdict> proven = looking.look(first, Looking.STAGE, Probe::speedShown);
    if (proven.isPresent() || listening.flooded()) {
      return proven;
    }
    if (hasBursts()) {
      return new PushSearch(looking, hearing, drivers).atItsSpeed();
    }
    proven = withoutPause();
    if (proven.isPresent()) {
      return proven;
    }
    proven = ask();
    if (proven.isEmpty() && (onlyEchoes() || SharedLine.answering(hearing, drivers).isPresent())) {
      return proven;
    }
    if (proven.isEmpty() && wired) {
      looking.request(!line.request(false));
      proven = looking.look(first, Looking.STAGE, Probe::speedShown);
    }
    if (proven.isEmpty() && !hasBursts()) {
      looking.request(line.request(true));
      if (!hearing.passive().stream().anyMatch(Decision::ceaseless)) {
        double kept = hearing.passiveBytes() > 0 ? Looking.STAGE : 0; // to read what comes
        proven = looking.look(first, looking.left() - kept, Probe::enoughBytes);
      }
    }
    return proven.isPresent() || !hasBursts()
        ? proven
        : new PushSearch(looking, hearing, drivers).atItsSpeed();
  }

  /** A line whose setting is not ours: one window, questions, another window. */
  private Optional<Verdict> fixed() throws LinkLostException, InterruptedException {
    LineSettings unknown = LineSettings.eightNone(LineSpeed.READ_AT);
    Optional<Verdict> proven = looking.look(unknown, Looking.STAGE, Probe::speedShown);
    if (proven.isPresent() || hasBursts()) {
      return proven.isPresent() ? proven : looking.look(unknown, looking.left(), Probe::fourBursts);
    }
    proven = ask();
    if (proven.isPresent() || onlyEchoes() || SharedLine.answering(hearing, drivers).isPresent()) {
      return proven;
    }
    return looking.look(
        unknown,
        Math.min(looking.left(), SILENT_SECONDS - hearing.passiveSeconds()),
        Probe::fourBursts);
  }

  private static boolean fourBursts(Heard heard) {
    return Burst.of(heard).stream().filter(Burst::whole).count() >= 4;
  }

  /** Whether each question came back and nothing else: listening on shows nothing more. */
  private boolean onlyEchoes() {
    List<Heard> asked =
        hearing.windows().stream().filter(heard -> heard.sent().length > 0).toList();
    return !asked.isEmpty() && hearing.passiveBytes() == 0 && asked.stream().allMatch(Echo::alone);
  }

  private boolean hasBursts() {
    return hearing.bursts().stream().anyMatch(Burst::sent)
        && hearing.passive().stream().noneMatch(Decision::ceaseless);
  }

  /** A meter that sends without a pause proves itself within seconds. */
  private Optional<Verdict> withoutPause() throws LinkLostException, InterruptedException {
    Optional<Verdict> proven = Optional.empty();
    if (hearing.passive().stream().anyMatch(Decision::ceaseless)
        && hearing.speed() != LineSpeed.UNKNOWN) {
      for (int baud : hearing.speed().candidates()) {
        proven =
            proven.isPresent() ? proven : looking.look(LineSettings.eightNone(baud), 5, h -> false);
      }
    }
    return proven;
  }

  /** Whether a window says how fast the line is, or that it is silent. */
  private static boolean speedShown(Heard heard) {
    return enoughBytes(heard) || heard.bytes().isEmpty() && heard.seconds() >= PERIOD;
  }

  private static boolean enoughBytes(Heard heard) {
    int bytes = 0;
    for (Burst burst : Burst.of(heard)) {
      bytes += burst.bytes().size() >= Burst.LEAST_BYTES ? burst.bytes().size() : 0;
    }
    return bytes >= SPEED_BYTES;
  }

  /** Asks the questions of the drivers, if that is allowed. */
  private Optional<Verdict> ask() throws LinkLostException, InterruptedException {
    if (listenOnly) {
      return Optional.empty();
    }
    Asking asking = new Asking(listening, drivers, looking::proven);
    Optional<Verdict> proven =
        asking.ask(line.settable(), () -> looking.left() >= Looking.LEAST_STAGE);
    if (proven.isEmpty()) {
      listening.restart();
    }
    return proven;
  }
}
