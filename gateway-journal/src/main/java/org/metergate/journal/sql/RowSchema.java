// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.MeterTime;

/**
 * All that is the same from reading to reading of one kind of telegram: a row only stores the rest.
 * Two readings with the same schema have the same quantities, units, registers and scales in the
 * same order.
 *
 * @param clock how the meter writes its time.
 * @param rowFields in the order of the telegram.
 */
public record RowSchema(Clock clock, List<RowField> rowFields) {

  /**
   * How a meter writes the time of its telegram.
   *
   * @param form how exactly a row stores it.
   * @param offset seconds east of UTC if the telegram has them, else null.
   */
  public record Clock(Form form, Integer offset) {
    /** A telegram without a time. */
    static final Clock NONE = new Clock(Form.NONE, null);

    /** How exact a time is. */
    public enum Form {
      /** No time at all. */
      NONE,
      /** Whole seconds. */
      SECONDS,
      /** With a fraction of a second, in the row's blob. */
      NANOS
    }

    static Clock of(Optional<MeterTime> time) {
      if (time.isEmpty()) {
        return NONE;
      }
      MeterTime t = time.get();
      return new Clock(
          t.local().getNano() == 0 ? Form.SECONDS : Form.NANOS,
          t.offset() == null ? null : t.offset().getTotalSeconds());
    }
  }
}
