// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.link.LineSettings;

/** Which questions are asked, and in which order. A pure function. */
final class Questions {
  /** Some meters were set to this speed, which no driver asks at. */
  private static final int BETWEEN = 2400;

  private Questions() {}

  /**
   * Returns the trials of all drivers that have questions: the first one of each setting, then the
   * second ones, so that a meter is found early whatever its speed.
   *
   * @param drivers whose trials are taken.
   * @param settable whether the setting has an effect; otherwise each question is asked once.
   */
  static List<Trial> of(List<ProbeDriver> drivers, boolean settable) {
    List<Trial> ordered = new ArrayList<>();
    List<List<Trial>> rounds = new ArrayList<>();
    Map<LineSettings, Integer> asked = new HashMap<>();
    Set<String> questions = new HashSet<>();
    for (ProbeDriver driver : drivers) {
      for (Trial trial : driver.trials()) {
        String question = java.util.HexFormat.of().formatHex(trial.question());
        if (question.isEmpty()
            || !questions.add(settable ? question + trial.settings() : question)) {
          continue;
        }
        int round = asked.merge(trial.settings(), 1, Integer::sum) - 1;
        while (rounds.size() <= round) {
          rounds.add(new ArrayList<>());
        }
        rounds.get(round).add(trial);
      }
    }
    rounds.forEach(ordered::addAll);
    if (settable) {
      ordered.stream()
          .filter(trial -> trial.settings().baud() < BETWEEN)
          .map(Questions::between)
          .filter(trial -> !asked.containsKey(trial.settings()))
          .findFirst()
          .ifPresent(trial -> ordered.add(Math.min(rounds.get(0).size(), ordered.size()), trial));
    }
    return ordered;
  }

  private static Trial between(Trial trial) {
    LineSettings slow = trial.settings();
    return new Trial(
        new LineSettings(BETWEEN, slow.dataBits(), slow.parity(), slow.stopBits()),
        trial.request(),
        trial.question(),
        trial.listen());
  }
}
