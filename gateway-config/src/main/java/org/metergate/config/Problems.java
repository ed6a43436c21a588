// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The mistakes found in one configuration by all who look at it, to be shown at once. */
public final class Problems {
  private final Redaction redaction;
  private final List<Problem> all = new ArrayList<>();

  /**
   * Begins without a mistake.
   *
   * @param redaction hides the keys and passwords of the configuration.
   */
  public Problems(Redaction redaction) {
    this.redaction = redaction;
  }

  /**
   * Adds a mistake.
   *
   * @param at its location.
   * @param sentence what is wrong and what would be right.
   */
  public void add(Location at, String sentence) {
    all.add(new Problem(at, sentence));
  }

  /**
   * Adds the mistakes that were found elsewhere.
   *
   * @param found with the location of each.
   */
  public void addAll(ConfigException found) {
    all.addAll(found.located());
  }

  void addAll(List<Problem> found) {
    all.addAll(found);
  }

  /**
   * Returns whether there is a mistake at a key or below it.
   *
   * @param section location of the key.
   * @return false where everything was read well.
   */
  public boolean below(Location section) {
    Predicate<String> within =
        path -> path.equals(section.path()) || path.startsWith(section.path() + ".");
    return all.stream().anyMatch(problem -> within.test(problem.at().path()));
  }

  /**
   * Returns whether there is none.
   *
   * @return true for a good configuration.
   */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Returns all of them.
   *
   * @return the exception to throw, in the order of the file; each mistake once.
   */
  public ConfigException exception() {
    return Problem.exception(all, redaction);
  }

  /**
   * Ends the search.
   *
   * @throws ConfigException with all mistakes, if there are any.
   */
  public void throwIfAny() throws ConfigException {
    if (!isEmpty()) {
      throw exception();
    }
  }
}
