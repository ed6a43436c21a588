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
   * second ones, so that a meter is found early whatever its speed. The drivers take turns, so that
   * a driver with many questions does not make the meters of the others wait for all of them.
   *
   * @param drivers whose trials are taken.
   * @param settable whether the setting has an effect; otherwise each question is asked once.
   */
  static List<Trial> of(List<ProbeDriver> drivers, boolean settable) {
    List<Trial> ordered = new ArrayList<>();
    List<List<List<Trial>>> rounds = new ArrayList<>(); // each with a list for each driver
    Map<LineSettings, Integer> asked = new HashMap<>();
    Set<String> questions = new HashSet<>();
    for (int i = 0; i < drivers.size(); i++) {
      for (Trial trial : drivers.get(i).trials()) {
        String question = java.util.HexFormat.of().formatHex(trial.question());
        if (question.isEmpty()
            || !questions.add(settable ? question + trial.settings() : question)) {
          continue;
        }
        int round = asked.merge(trial.settings(), 1, Integer::sum) - 1;
        while (rounds.size() <= round) {
          rounds.add(drivers.stream().map(driver -> (List<Trial>) new ArrayList<Trial>()).toList());
        }
        rounds.get(round).get(i).add(trial);
      }
    }
    rounds.forEach(round -> ordered.addAll(inTurns(round)));
    if (settable) {
      ordered.stream()
          .filter(trial -> trial.settings().baud() < BETWEEN)
          .map(Questions::between)
          .filter(trial -> !asked.containsKey(trial.settings()))
          .findFirst()
          .ifPresent(trial -> ordered.add(inTurns(rounds.get(0)).size(), trial));
    }
    return ordered;
  }

  /** The first trial of each driver, then the second of each, and so on. */
  private static List<Trial> inTurns(List<List<Trial>> ofDrivers) {
    List<Trial> ordered = new ArrayList<>();
    int most = ofDrivers.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (List<Trial> trials : ofDrivers) {
        if (i < trials.size()) {
          ordered.add(trials.get(i));
        }
      }
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
