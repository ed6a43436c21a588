// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.Comparator;
import java.util.List;

/** One error and its location. */
record Problem(Location at, String sentence) {

  /** Creates the exception with all of them, in the order of the file. */
  static ConfigException exception(List<Problem> problems) {
    return new ConfigException(
        problems.stream()
            .sorted(Comparator.comparingInt(problem -> problem.at().line()))
            .map(problem -> problem.at().problem(problem.sentence()))
            .toList());
  }
}
