// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * The structure of a data-notification (Green Book 9.3.10): {@code 0F}, invoke-id and priority (4),
 * date and time, one element of A-XDR data. The time is {@code 00} (none), {@code 0C} and 12 bytes,
 * or, from first firmwares, {@code 09 0C} and 12 bytes.
 *
 * @param time where its 12 bytes begin, or -1 for none.
 * @param root the outermost structure or array.
 */
record Notification(int time, Element.Group root) {
  /** The first byte of the message. */
  static final int TAG = 0x0F;

  /** The invoke-id counts up in some meters, so it is not part of a list's shape. */
  static final int INVOKE_ID_END = 5;

  /**
   * Reads the structure of a message up to its last byte.
   *
   * @param message begins with the tag; offsets in the result count from its beginning.
   * @throws MalformedException stating the byte and what is wrong with it.
   */
  static Notification parse(byte[] message) throws MalformedException {
    ByteCursor in = new ByteCursor(message);
    int time = head(in);
    if (!(new DataParser(in).element() instanceof Element.Group root)) {
      throw new MalformedException("the content is neither structure nor array");
    }
    in.requireEnd();
    return new Notification(time, root);
  }

  /**
   * Reads what is in front of the data: tag, invoke-id and priority, date and time.
   *
   * @return where the 12 bytes of the time begin, or -1 for none.
   */
  static int head(ByteCursor in) throws MalformedException {
    int tag = in.u8();
    if (tag != TAG) {
      throw new MalformedException(String.format("%02X does not begin a data notification", tag));
    }
    in.skip(INVOKE_ID_END - 1);
    return time(in);
  }

  private static int time(ByteCursor in) throws MalformedException {
    int form = in.u8();
    if (form == Types.OCTET_STRING) {
      form = in.u8();
    }
    if (form == 0) {
      return -1;
    }
    if (form != DateTimes.LENGTH) {
      throw new MalformedException("the time has " + form + " bytes instead of 12");
    }
    int offset = in.position();
    in.skip(DateTimes.LENGTH);
    return offset;
  }
}
