// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.Arrays;
import java.util.Optional;
import org.metergate.spi.codec.MalformedException;
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
   */
  record Moment(int offset, Name name) implements Slot {

    /** Most lists repeat the message's own time, which need not be parsed twice. */
    Measurement measure(byte[] bytes, int base, int messageTime, Optional<MeterTime> known)
        throws MalformedException {
      int at = base + offset;
      boolean same =
          messageTime >= 0
              && Arrays.equals(
                  bytes,
                  at,
                  at + DateTimes.LENGTH,
                  bytes,
                  base + messageTime,
                  base + messageTime + DateTimes.LENGTH);
      Optional<MeterTime> time = same ? known : DateTimes.read(bytes, at);
      return time.map(name::moment).orElse(null);
    }
  }
}
