// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.Optional;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/** The position of a value in messages of one shape. */
sealed interface Slot permits Slot.Text, Slot.Moment, NumberSlot, FloatSlot {

  /**
   * A text; it is part of the shape, since meters repeat their texts in every message.
   *
   * @param measurement always the same.
   */
  record Text(Measurement measurement) implements Slot {}

  /**
   * A date and time.
   *
   * @param offset of its 12 bytes.
   * @param name of the register.
   * @param byContent whether its bytes alone show that it is one, neither its register nor its
   *     type.
   */
  record Moment(int offset, Name name, boolean byContent) implements Slot {

    /**
     * Most lists repeat the message's own time, which need not be parsed twice.
     *
     * @return null where the time is unspecified or impossible.
     */
    Measurement measure(byte[] bytes, int base, int messageTime, Optional<MeterTime> known) {
      int at = base + offset;
      boolean same = messageTime >= 0 && DateTimes.same(bytes, at, base + messageTime);
      Optional<MeterTime> time = same ? known : DateTimes.read(bytes, at);
      return time.map(name::moment).orElse(null);
    }

    /** Returns whether it is a time in another message of the same shape. */
    boolean fits(byte[] bytes, int base, int messageTime) {
      int at = base + offset;
      return !byContent || isTime(bytes, at, messageTime < 0 ? -1 : base + messageTime);
    }

    /** Twelve bytes are a time if they are a possible one, or repeat the message's own. */
    static boolean isTime(byte[] bytes, int at, int messageTime) {
      return messageTime >= 0 && DateTimes.same(bytes, at, messageTime)
          || DateTimes.read(bytes, at).isPresent();
    }
  }
}
