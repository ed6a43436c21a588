// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.List;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/**
 * The content of one record. Immutable, so that it can be reused as long as the record is the same.
 */
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
   * An identifier of the meter.
   *
   * @param rank the lowest one is used.
   */
  record Identity(int rank, Measurement measurement) implements Item {}

  /** An item of a meter on a channel. */
  sealed interface OfChannel extends Item {

    /** 1 to 8 for an M-Bus channel, 64 and more for a medium of group A. */
    int channel();
  }

  /** The kind of the device. */
  record DeviceType(int channel, Kind kind) implements OfChannel {}

  /**
   * The device's own number, which may be empty.
   *
   * @param rank the lowest one is used.
   */
  record DeviceNumber(int channel, int rank, Measurement measurement) implements OfChannel {}

  /**
   * Its counter.
   *
   * @param amount with its unit where the record has one.
   * @param at null where it has no stamp, or one that is not usable.
   * @param stamp whether its stamp is usable; also where it has none.
   * @param valid false where the meter marks the value as not valid.
   */
  record DeviceValue(
      int channel, String register, Amount amount, MeterTime at, Stamps.Use stamp, boolean valid)
      implements OfChannel {}

  /** A channel whose device is gone or never existed: it has no value. */
  record DeadDevice(int channel) implements OfChannel {}

  /** The position of its valve or switch. */
  record DeviceSwitch(int channel, boolean valve, Measurement measurement) implements OfChannel {}

  /** Something else on a channel: an unknown register. */
  record DeviceState(int channel, Measurement measurement) implements OfChannel {}
}
