// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A configured alarm: when it tells, and how. Only its type interprets the settings.
 *
 * @param name letters, digits, {@code -} and {@code _}.
 * @param type for example {@code mail}, as written.
 * @param when what it tells of.
 * @param settings everything but the type and {@code when}, not checked yet.
 */
public record AlarmConfig(String name, String type, When when, Section settings) {

  /**
   * What an alarm tells of.
   *
   * @param silent the meters whose silence it tells of; empty for all that are configured.
   * @param after how long a meter must be silent, at least a minute.
   * @param fault whether it tells of faults that need a person.
   * @param behind the outputs whose delay it tells of; empty for all that are configured.
   */
  public record When(
      Optional<Set<String>> silent, Duration after, boolean fault, Optional<Set<String>> behind) {
    /** Half an hour of silence of any meter, any fault, any output behind. */
    public static final When ANY =
        new When(Optional.empty(), Duration.ofMinutes(30), true, Optional.empty());

    /** Copies the sets. */
    public When {
      silent = silent.map(Set::copyOf);
      behind = behind.map(Set::copyOf);
    }

    /**
     * Returns whether it tells of the silence of a meter.
     *
     * @param meter the configured name.
     * @return whether it is one of those.
     */
    public boolean tellsSilence(String meter) {
      return silent.map(names -> names.contains(meter)).orElse(true);
    }

    /**
     * Returns whether it tells that an output is behind.
     *
     * @param output the configured name.
     * @return whether it is one of those.
     */
    public boolean tellsBehind(String output) {
      return behind.map(names -> names.contains(output)).orElse(true);
    }
  }
}
