// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.List;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/** What one record says. Immutable, so that it serves again as long as the record is the same. */
sealed interface Item {

  /** Values of the meter itself; none where the record is empty. */
  record Values(List<Measurement> measurements) implements Item {}

  /**
   * The time of the telegram.
   *
   * @param time null where the meter's clock was never set.
   */
  record Clock(MeterTime time) implements Item {}

  /** The time of day or the date alone, as six digits. */
  record ClockPart(boolean date, String digits) implements Item {}

  /**
   * A name of the meter.
   *
   * @param rank the lowest one counts.
   */
  record Identity(int rank, Measurement measurement) implements Item {}

  /** Something that belongs to a meter on a channel. */
  sealed interface OfChannel extends Item {

    /** 1 to 8 for an M-Bus channel, 64 and more for a medium of group A. */
    int channel();
  }

  /** Which kind of device it is. */
  record DeviceType(int channel, Kind kind) implements OfChannel {}

  /** The device's own number, which may be empty. */
  record DeviceNumber(int channel, Measurement measurement) implements OfChannel {}

  /**
   * Its counter.
   *
   * @param amount with its unit where the record has one.
   * @param at null where it has no stamp.
   * @param valid false where the meter says that the value is not.
   */
  record DeviceValue(int channel, String register, Amount amount, MeterTime at, boolean valid)
      implements OfChannel {}

  /** A channel whose device is gone or never was there: its stamp says "never". */
  record DeadDevice(int channel) implements OfChannel {}

  /** Something else on a channel: a valve, a relay, an unknown register. */
  record DeviceState(int channel, Measurement measurement, boolean valve) implements OfChannel {}
}
