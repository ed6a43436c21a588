// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.math.BigDecimal;
import java.util.Optional;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/**
 * A driver that counts by itself, pulses for example, so that its totals can be set to what the
 * meter's display shows. Implemented beside {@link MeterDriver}.
 */
public interface AdjustableTotals {

  /**
   * Sets a total. May be called from any thread while a session runs, and where none does; the next
   * reading has the new total, and the driver tells a finding that it was adjusted.
   *
   * @param meter the configured name.
   * @param quantity which total, by the name of its quantity; may be left out where there is one.
   * @param display what the meter's display shows now, in the unit of the total; not negative.
   * @param session for the durable state and the finding only.
   * @return what was changed.
   * @throws OptionException with a sentence, where the quantity is not counted or not named.
   */
  Adjustment adjust(String meter, Optional<String> quantity, BigDecimal display, Session session)
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
