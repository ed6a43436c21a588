// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a view asks for.
 *
 * @param meter its name for people.
 * @param period of the view.
 * @param compared another period, such as {@link Period#previous} or {@link Period#yearBefore}.
 * @param gauges the names of quantities that go up and down; empty for those that people look for:
 *     power, temperatures, flow.
 */
public record Question(String meter, Period period, Optional<Period> compared, Set<String> gauges) {

  /** Copies the set. */
  public Question {
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(period, "period");
    Objects.requireNonNull(compared, "compared");
    gauges = Set.copyOf(gauges);
  }
}
