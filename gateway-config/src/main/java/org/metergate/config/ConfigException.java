// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The configuration cannot be used. Contains all errors found in it, and never a secret. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;
  private final List<String> problems;
  private final transient List<Problem> located;

  /**
   * Creates the exception.
   *
   * @param problems at least one sentence, each preceded by its location.
   */
  public ConfigException(List<String> problems) {
    this(
        problems,
        problems.stream()
            .map(text -> new Problem(new Location(Path.of(""), 0, ""), text))
            .toList());
  }

  private ConfigException(List<String> problems, List<Problem> located) {
    super(String.join(System.lineSeparator(), problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one problem");
    }
    this.problems = List.copyOf(problems);
    this.located = List.copyOf(located);
  }

  /** Creates the exception from errors whose secrets are hidden already. */
  static ConfigException of(List<Problem> located) {
    return new ConfigException(located.stream().map(Problem::text).toList(), located);
  }

  /**
   * Joins the errors of several parts of one configuration.
   *
   * @param parts at least one.
   * @return all errors, in the order of the file.
   */
  public static ConfigException joined(List<ConfigException> parts) {
    return of(
        parts.stream()
            .flatMap(part -> part.located.stream())
            .sorted(Comparator.comparingInt(problem -> problem.at().line()))
            .toList());
  }

  List<Problem> located() {
    return located;
  }

  /**
   * Returns the errors.
   *
   * @return at least one sentence, in the order of the file as far as it could be kept.
   */
  public List<String> problems() {
    return problems;
  }

  /**
   * Returns the errors with other words for their places, for a file that was made from something
   * else.
   *
   * @param places returns where people find what is at a location.
   * @return at least one sentence, in the same order.
   */
  public List<String> problems(Function<Location, String> places) {
    return located.stream()
        .map(problem -> places.apply(problem.at()) + ": " + problem.sentence())
        .toList();
  }
}
