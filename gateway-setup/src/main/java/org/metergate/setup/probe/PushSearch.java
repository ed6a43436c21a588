// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Listens to a line that sends bursts, at the speed that their first one showed: with each framing
 * until a checksum holds, else until three bursts show regularity and polarity. One thread.
 */
final class PushSearch {
  private static final int SURE_BURSTS = 3;

  private final Looking looking;
  private final Hearing hearing;
  private final List<ProbeDriver> drivers;

  PushSearch(Looking looking, Hearing hearing, List<ProbeDriver> drivers) {
    this.looking = looking;
    this.hearing = hearing;
    this.drivers = drivers;
  }

  /** Returns what is proven; empty if the bursts alone must decide. */
  Optional<Verdict> atItsSpeed() throws LinkLostException, InterruptedException {
    Optional<Verdict> possible = Optional.empty();
    List<LineSettings> tried = new ArrayList<>();
    while (looking.left() >= Looking.LEAST_STAGE && !looking.flooded()) {
      // what is heard meanwhile may leave fewer of them
      Optional<LineSettings> next =
          candidates().stream().filter(settings -> !tried.contains(settings)).findFirst();
      if (next.isEmpty()) {
        break;
      }
      LineSettings settings = next.get();
      tried.add(settings);
      Optional<Verdict> proven = looking.look(settings, Looking.STAGE, this::oneBurst);
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
    return heard.seconds() >= Looking.LEAST_STAGE
        && Burst.of(heard).stream().anyMatch(Burst::whole);
  }

  /** The settings at which a checksum may hold, the most likely first. */
  private List<LineSettings> candidates() {
    List<LineSettings> candidates = new ArrayList<>();
    for (int baud : hearing.bauds()) {
      candidates.add(LineSettings.eightNone(baud));
      candidates.add(new LineSettings(baud, 8, LineSettings.Parity.EVEN, 1));
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
    while (proven.isEmpty()
        && !looking.flooded()
        && looking.left() > Looking.LEAST_STAGE
        && !regular()) {
      proven =
          looking.look(
              LineSettings.eightNone(baud),
              Looking.STAGE,
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
    if (wanted <= 0 || looking.left() < Looking.LEAST_STAGE) {
      return Optional.empty();
    }
    return looking.look(
        LineSettings.eightNone(baud),
        wanted * Looking.STAGE,
        heard -> Burst.of(heard).stream().filter(Burst::whole).count() >= wanted);
  }
}
