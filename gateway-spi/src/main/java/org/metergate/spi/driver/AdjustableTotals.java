// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.math.BigDecimal;
import java.util.Optional;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/**
 * Implemented, in addition to {@link MeterDriver}, by a driver that does the counting itself
 * (pulses, for example), so that its totals can be set to what the meter's display shows.
 */
public interface AdjustableTotals {

  /**
   * Sets a total. May be called from any thread, whether or not a session is running. The next
   * reading has the new total, and the driver reports a finding that the total was adjusted.
   *
   * @param meter the session of the meter, for the durable state and the finding only.
   * @param quantity which total, by the name of its quantity; may be empty when there is only one.
   * @param display what the meter's display shows now, in the unit of the total; not negative.
   * @return what was changed.
   * @throws OptionException with a sentence for the user, if the quantity is not counted, or if it
   *     is missing and there are several.
   */
  Adjustment adjust(MeterSession meter, Optional<String> quantity, BigDecimal display)
      throws OptionException;

  /**
   * What was changed.
   *
   * @param quantity whose total.
   * @param unit of the total.
   * @param before the total until now.
   * @param after the total from now on.
   */
  record Adjustment(Quantity quantity, Unit unit, BigDecimal before, BigDecimal after) {}
}
