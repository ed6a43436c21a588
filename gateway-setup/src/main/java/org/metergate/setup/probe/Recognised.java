// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.link.LineSettings;

/**
 * A meter that a driver recognised.
 *
 * @param driver its id.
 * @param title what the driver reads.
 * @param match what it says of the meter.
 * @param settings at which the meter was heard.
 * @param usual the settings of the driver that come nearest; equal to {@code settings} but for the
 *     stop bits where the driver uses them.
 * @param oneSpeed whether the driver uses one speed alone, so that the link can name another.
 * @param request whether the request line was raised.
 * @param asked whether a question was needed.
 */
public record Recognised(
    String driver,
    String title,
    Match match,
    LineSettings settings,
    LineSettings usual,
    boolean oneSpeed,
    boolean request,
    boolean asked) {

  /**
   * Returns the most certain match of all drivers; of equal ones that of the first driver.
   *
   * @param settable whether the settings are known; otherwise those of the driver are assumed.
   */
  static Optional<Recognised> in(Heard heard, List<ProbeDriver> drivers, boolean settable) {
    Recognised best = null;
    for (ProbeDriver driver : drivers) {
      boolean unknown = !settable && heard.sent().length == 0 && !driver.trials().isEmpty();
      LineSettings settings = unknown ? driver.trials().get(0).settings() : heard.settings();
      Optional<Match> match = driver.recognise(heard, settings);
      if (match.isPresent()
          && (best == null || match.get().certainty().compareTo(best.match.certainty()) > 0)) {
        best = of(driver, match.get(), heard, settings);
      }
    }
    return Optional.ofNullable(best);
  }

  private static Recognised of(
      ProbeDriver driver, Match match, Heard heard, LineSettings settings) {
    List<LineSettings> used = driver.trials().stream().map(Trial::settings).distinct().toList();
    LineSettings usual =
        used.stream()
            .min(Comparator.comparingInt(one -> difference(one, settings)))
            .orElse(settings);
    boolean oneSpeed = used.stream().map(LineSettings::baud).distinct().count() == 1;
    return new Recognised(
        driver.id(),
        driver.title(),
        match,
        settings,
        usual,
        oneSpeed,
        heard.request(),
        heard.sent().length > 0);
  }

  private static int difference(LineSettings one, LineSettings other) {
    return (one.baud() == other.baud() ? 0 : 2) + (sameFraming(one, other) ? 0 : 1);
  }

  private static boolean sameFraming(LineSettings one, LineSettings other) {
    return one.dataBits() == other.dataBits() && one.parity() == other.parity();
  }

  /** Whether the driver reads at these settings, if need be with the speed named in the link. */
  boolean readable() {
    return sameFraming(usual, settings) && (usual.baud() == settings.baud() || oneSpeed);
  }

  /** Whether the link must name the speed. */
  boolean namesSpeed() {
    return oneSpeed && usual.baud() != settings.baud();
  }
}
