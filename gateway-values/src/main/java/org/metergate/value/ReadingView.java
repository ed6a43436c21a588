// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.util.Objects;
import java.util.Set;
import org.metergate.spi.reading.Reading;

/**
 * How readings are shown: in which units, and with or without what follows from them. What is
 * derived is derived from the meter's own values, then converted with them.
 *
 * @param units of the values.
 * @param derived whether derived quantities are added.
 */
public record ReadingView(Units units, boolean derived) {
  /** As the meter sends them. */
  public static final ReadingView METER = new ReadingView(Units.METER, false);

  /** Requires units. */
  public ReadingView {
    Objects.requireNonNull(units, "units");
  }

  /**
   * Returns whether every reading stays as it is, so that what a meter sent need not be looked up.
   *
   * @return whether {@link #of} returns its argument.
   */
  public boolean isMeter() {
    return !units.home() && !derived;
  }

  /**
   * Returns a reading as it is read.
   *
   * @param reading in the meter's own units, as journaled.
   * @param sent as in {@link DerivedQuantities#of}; without effect where nothing is derived.
   * @return the same for the same arguments.
   */
  public Reading of(Reading reading, Set<String> sent) {
    return units.of(derived ? DerivedQuantities.with(reading, sent) : reading);
  }
}
