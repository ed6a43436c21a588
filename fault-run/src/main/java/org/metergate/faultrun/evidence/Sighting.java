// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A reading that was seen at a place, in the order in which that place has them.
 *
 * @param place where.
 * @param meter the configured name.
 * @param seq the reading's number in the journal, if the place has it.
 * @param stamp the time of the meter's clock, if the place has it.
 * @param values the numbers by the names of their quantities.
 * @param time milliseconds since 1970 under which the place keeps it, if it keeps one reading of a
 *     meter for each time.
 * @param present whether it was shown as the present state.
 * @param nanos when it arrived; 0 where that is not known.
 */
public record Sighting(
    Place place,
    String meter,
    OptionalLong seq,
    Optional<LocalDateTime> stamp,
    Map<String, BigDecimal> values,
    OptionalLong time,
    boolean present,
    long nanos) {

  /** Copies the values. */
  public Sighting {
    values = Map.copyOf(values);
  }
}
