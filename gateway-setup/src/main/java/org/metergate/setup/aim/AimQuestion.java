// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.aim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.link.LineSettings;

/**
 * A question that is asked again and again at one line setting. It comes from a driver, which also
 * recognises the answers.
 *
 * @param driver recognises the answers.
 * @param trial the settings and the bytes of the question.
 * @param naming other questions of the driver at these settings, one of which may bring the meter's
 *     number.
 */
public record AimQuestion(Recognition driver, Trial trial, List<Trial> naming) {

  /** Copies the list. */
  public AimQuestion {
    naming = List.copyOf(naming);
  }

  /**
   * Returns the questions of a driver, one for each line setting, in its order. Of several at one
   * setting it is the last, which the driver uses when the others did not help; the others are for
   * naming the meter.
   *
   * @param driver any that recognises its meters.
   * @return empty if the driver only listens.
   */
  public static List<AimQuestion> of(Recognition driver) {
    Map<LineSettings, List<Trial>> bySettings = new LinkedHashMap<>();
    for (Trial trial : driver.trials()) {
      if (trial.question().length > 0) {
        bySettings.computeIfAbsent(trial.settings(), s -> new ArrayList<>()).add(trial);
      }
    }
    List<AimQuestion> questions = new ArrayList<>();
    bySettings
        .values()
        .forEach(
            trials -> {
              Trial last = trials.remove(trials.size() - 1);
              questions.add(new AimQuestion(driver, last, trials));
            });
    return questions;
  }

  LineSettings settings() {
    return trial.settings();
  }

  Optional<Match> recognise(Trial asked, List<Arrival> arrivals) {
    return arrivals.isEmpty() ? Optional.empty() : driver.recognise(asked, arrivals);
  }
}
