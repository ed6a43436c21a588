// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One error and its location. */
record Problem(Location at, String sentence) {
  /** More than anybody reads at once: what follows them is counted. */
  static final int MOST = 100;

  /**
   * Creates the exception with all of them, in the order of the file, without secrets and without
   * repetitions.
   */
  static ConfigException exception(List<Problem> problems, Redaction redaction) {
    Set<Problem> distinct = new LinkedHashSet<>();
    problems.stream()
        .sorted(Comparator.comparingInt(problem -> problem.at().line()))
        .map(problem -> problem.without(redaction))
        .forEach(distinct::add);
    List<Problem> shown = new ArrayList<>(distinct);
    if (shown.size() > MOST) {
      int more = shown.size() - MOST;
      shown.subList(MOST, shown.size()).clear();
      Location file = new Location(shown.get(0).at().file(), 0, "");
      shown.add(new Problem(file, "There are " + more + " more mistakes."));
    }
    return ConfigException.of(shown);
  }

  /** Hides secrets before anything is cut: a part of one is harder to recognise. */
  private Problem without(Redaction redaction) {
    Location place = new Location(at.file(), at.line(), redaction.hideMistake(at.path()));
    return new Problem(place, Shown.line(redaction.hideMistake(Shown.bounded(sentence))));
  }

  /** Returns the whole line. */
  String text() {
    return at.problem(sentence);
  }
}
