// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Listens to a line and says what is on it. First at 19,200 baud, where the values of the bytes
 * show the speed of the line whatever its polarity; then at this speed, where a checksum proves a
 * meter; where nothing arrives, by the questions of the drivers. Ends within 25 s when a checksum
 * holds, else within 70 s on a line that marks its errors, 100 s on another. One thread; a probe is
 * used once.
 */
public final class Probe {
  private static final double MARKED_SECONDS = 70;
  private static final double UNMARKED_SECONDS = 100;

  /** A little more than the interval of all pushes but the hourly and the yearly ones. */
  private static final double PERIOD = 10.7;

  /** An interval, and the longest burst. */
  private static final double STAGE = 12.7;

  private static final double LEAST_STAGE = 3;

  /** A silent line was listened to for long enough after this time. */
  private static final double SILENT_SECONDS = 45;

  private static final int SPEED_BYTES = 40;
  private static final int SURE_BURSTS = 3;

  private final List<ProbeDriver> drivers;
  private final boolean listenOnly;
  private final Listening listening;
  private final ProbeLine line;
  private final Hearing hearing = new Hearing();
  private boolean wired;
  private boolean request = true;

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
    Map<String, String> evidence = new LinkedHashMap<>(hearing.evidence());
    return verdict.withEvidence(evidence).withParameters(evidence);
  }

  private Optional<Verdict> proven(Heard heard) {
    return Decision.proven(heard, drivers, line.settable());
  }

  private Verdict decide() {
    return new Decision(hearing, drivers, line.settable()).decide();
  }

  private Verdict lost(Finding finding) {
    boolean end = finding.code().equals(LinkFindings.END_OF_INPUT);
    Verdict heard = hearing.passiveBytes() == 0 ? null : decide();
    if (heard != null && (heard.recognised() || heard.cause() != Cause.UNCLEAR)) {
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
    Optional<Verdict> proven = look(first, STAGE, this::speedShown);
    if (proven.isPresent() || flooded()) {
      return proven;
    }
    if (hasBursts()) {
      return atItsSpeed();
    }
    proven = withoutPause();
    if (proven.isPresent()) {
      return proven;
    }
    proven = ask();
    if (proven.isEmpty() && onlyEchoes()) {
      return proven;
    }
    if (proven.isEmpty() && wired) {
      request = !line.request(false);
      proven = look(first, STAGE, this::speedShown);
    }
    if (proven.isEmpty() && !hasBursts()) {
      request = line.request(true);
      if (!hearing.passive().stream().anyMatch(Decision::ceaseless)) {
        proven = look(first, left() - STAGE, this::speedShown);
      }
    }
    return proven.isPresent() || !hasBursts() ? proven : atItsSpeed();
  }

  /** A line whose setting is not ours: one window, questions, another window. */
  private Optional<Verdict> fixed() throws LinkLostException, InterruptedException {
    LineSettings unknown = LineSettings.eightNone(LineSpeed.READ_AT);
    Optional<Verdict> proven = look(unknown, STAGE, this::speedShown);
    if (proven.isPresent() || hasBursts()) {
      return proven.isPresent() ? proven : look(unknown, left(), Probe::fourBursts);
    }
    proven = ask();
    if (proven.isPresent() || onlyEchoes()) {
      return proven;
    }
    return look(unknown, Math.min(left(), SILENT_SECONDS - listening.seconds()), Probe::fourBursts);
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
    return hearing.bursts().stream().anyMatch(b -> b.bytes().size() >= Burst.LEAST_BYTES)
        && hearing.passive().stream().noneMatch(Decision::ceaseless);
  }

  private boolean flooded() {
    return listening.flooded();
  }

  /** A meter that sends without a pause proves itself within seconds. */
  private Optional<Verdict> withoutPause() throws LinkLostException, InterruptedException {
    Optional<Verdict> proven = Optional.empty();
    if (hearing.passive().stream().anyMatch(Decision::ceaseless)
        && hearing.speed() != LineSpeed.UNKNOWN) {
      for (int baud : hearing.speed().candidates()) {
        proven = proven.isPresent() ? proven : look(LineSettings.eightNone(baud), 5, h -> false);
      }
    }
    return proven;
  }

  /** Whether the first window says how fast the line is, or that it is silent. */
  private boolean speedShown(Heard heard) {
    int bytes = 0;
    for (Burst burst : Burst.of(heard)) {
      bytes += burst.bytes().size() >= Burst.LEAST_BYTES ? burst.bytes().size() : 0;
    }
    return bytes >= SPEED_BYTES || heard.bytes().isEmpty() && heard.seconds() >= PERIOD;
  }

  private Optional<Verdict> atItsSpeed() throws LinkLostException, InterruptedException {
    Optional<Verdict> possible = Optional.empty();
    for (LineSettings settings : candidates()) {
      if (left() < LEAST_STAGE || flooded()) {
        break;
      }
      Optional<Verdict> proven = look(settings, STAGE, this::oneBurst);
      if (proven.isPresent() && settings.parity() == LineSettings.Parity.NONE && misframed()) {
        possible = possible.or(() -> proven); // the framing that follows may fit better
      } else if (proven.isPresent()) {
        return proven;
      }
      if (possible.isPresent() && settings.parity() != LineSettings.Parity.NONE) {
        return possible;
      }
    }
    return possible.isPresent() ? possible : collect();
  }

  /** Whether the bytes of the last window came with errors that nothing explains. */
  private boolean misframed() {
    Heard last = hearing.windows().get(hearing.windows().size() - 1);
    return Framing.misframed(last) && Framing.corrected(last) == last;
  }

  private boolean oneBurst(Heard heard) {
    return heard.seconds() >= LEAST_STAGE && Burst.of(heard).stream().anyMatch(Burst::whole);
  }

  /** The settings at which a checksum may hold, the most likely first. */
  private List<LineSettings> candidates() {
    List<LineSettings> candidates = new ArrayList<>();
    for (int baud : hearing.speed().candidates()) {
      candidates.add(LineSettings.eightNone(baud));
      if (baud >= 1200) {
        candidates.add(new LineSettings(baud, 8, LineSettings.Parity.EVEN, 1));
      }
      for (ProbeDriver driver : drivers) {
        for (Trial trial : driver.trials()) {
          LineSettings settings = trial.settings();
          if (settings.baud() == baud
              && settings.dataBits() == 8
              && settings.stopBits() == 1
              && !candidates.contains(settings)) {
            candidates.add(settings);
          }
        }
      }
    }
    return candidates;
  }

  /** Nothing is proven: listens until three bursts show regularity and polarity. */
  private Optional<Verdict> collect() throws LinkLostException, InterruptedException {
    int baud = hearing.baud();
    Optional<Verdict> proven = bursts(baud);
    if (proven.isEmpty() && !hearing.marksWork()) {
      proven = bursts(Polarity.fastFor(baud));
      proven = proven.isPresent() ? proven : bursts(Polarity.slowFor(baud));
    }
    while (proven.isEmpty() && !flooded() && left() > LEAST_STAGE && !regular()) {
      proven =
          look(
              LineSettings.eightNone(baud),
              STAGE,
              heard -> Burst.of(heard).stream().anyMatch(Burst::whole));
    }
    return proven;
  }

  private boolean regular() {
    return hearing.regularity().kind() == Regularity.Kind.REGULAR;
  }

  /** Listens at a speed until there are three whole bursts, and three bursts are regular. */
  private Optional<Verdict> bursts(int baud) throws LinkLostException, InterruptedException {
    int missing = SURE_BURSTS - hearing.wholeBurstsAt(baud).size();
    if (hearing.regularity().bursts() < SURE_BURSTS) {
      missing = Math.max(missing, SURE_BURSTS - hearing.regularity().bursts());
    }
    int wanted = missing;
    if (wanted <= 0 || left() < LEAST_STAGE) {
      return Optional.empty();
    }
    return look(
        LineSettings.eightNone(baud),
        wanted * STAGE,
        heard -> Burst.of(heard).stream().filter(Burst::whole).count() >= wanted);
  }

  /** Asks the questions of the drivers, those of different settings first. */
  private Optional<Verdict> ask() throws LinkLostException, InterruptedException {
    if (listenOnly) {
      return Optional.empty();
    }
    for (Trial trial : Questions.of(drivers, line.settable())) {
      if (left() < LEAST_STAGE) {
        break;
      }
      Heard heard = listening.ask(trial, (answer, quiet) -> proven(answer).isPresent());
      Optional<Verdict> proven = proven(heard);
      if (proven.isPresent()) {
        return onlySaysWhoItIs(trial, proven.get()) ? proven.map(Probe::pullMode) : proven;
      }
    }
    listening.restart();
    return Optional.empty();
  }

  /** Whether a meter that answered who it is stays silent when it is asked for values, twice. */
  private boolean onlySaysWhoItIs(Trial answered, Verdict verdict)
      throws LinkLostException, InterruptedException {
    for (ProbeDriver driver : drivers) {
      if (verdict.meter().filter(meter -> meter.driver().equals(driver.id())).isPresent()) {
        Optional<Trial> trial = driver.valueTrial(answered);
        byte[] before = null;
        for (int i = 0; trial.isPresent() && i < 2; i++) {
          Heard heard = listening.ask(trial.get(), (answer, quiet) -> driver.showsValues(answer));
          byte[] now = heard.values();
          // a damaged answer differs from the next one, a refusal does not
          if (driver.showsValues(heard) || before != null && !Arrays.equals(before, now)) {
            return false;
          }
          before = now;
        }
        return trial.isPresent();
      }
    }
    return false;
  }

  private static Verdict pullMode(Verdict meter) {
    return Verdict.of(Cause.PULL_MODE, Sureness.PROBABLY, meter.parameters());
  }

  /** Listens for a while, or until something is proven or enough is heard. */
  private Optional<Verdict> look(LineSettings settings, double seconds, Predicate<Heard> enough)
      throws LinkLostException, InterruptedException {
    double limit = Math.min(seconds, left());
    if (limit <= 0) {
      return Optional.empty();
    }
    Heard heard =
        listening.listen(
            settings,
            request,
            limit,
            (soFar, quiet) -> proven(soFar).isPresent() || quiet && enough.test(soFar));
    return proven(heard);
  }

  /** Returns the seconds that are left. */
  private double left() {
    boolean marked = hearing.marksWork();
    boolean silent = hearing.passiveBytes() == 0;
    return (marked || silent ? MARKED_SECONDS : UNMARKED_SECONDS) - listening.seconds();
  }
}
