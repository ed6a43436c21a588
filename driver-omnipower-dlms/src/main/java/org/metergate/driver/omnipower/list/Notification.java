// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.ArrayList;
import java.util.List;
import org.metergate.ciphering.BerLength;
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

  private static final int MAX_ELEMENTS = 200;
  private static final int MAX_DEPTH = 5;
  private static final int MAX_STRING = 64;

  /**
   * Reads the structure of a message up to its last byte.
   *
   * @param message begins with the tag; offsets in the result count from its beginning.
   * @throws MalformedException stating the byte and what is wrong with it.
   */
  static Notification parse(byte[] message) throws MalformedException {
    ByteCursor in = new ByteCursor(message);
    int tag = in.u8();
    if (tag != TAG) {
      throw new MalformedException(String.format("%02X does not begin a data notification", tag));
    }
    in.skip(INVOKE_ID_END - 1);
    int time = time(in);
    if (time >= 0) {
      DateTimes.read(message, time);
    }
    if (!(new Parser(in).element(0) instanceof Element.Group root)) {
      throw new MalformedException("the content is neither structure nor array");
    }
    in.requireEnd();
    return new Notification(time, root);
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

  private static final class Parser {
    private final ByteCursor in;
    private int elements;

    Parser(ByteCursor in) {
      this.in = in;
    }

    Element element(int depth) throws MalformedException {
      int type = in.u8();
      if (type == Types.ARRAY || type == Types.STRUCTURE) {
        return group(depth);
      }
      int size = Types.size(type);
      if (size < 0) {
        size = stringLength(type);
      }
      int offset = in.position();
      in.skip(size);
      return new Element.Leaf(type, offset, size);
    }

    private Element.Group group(int depth) throws MalformedException {
      int count = BerLength.read(in);
      elements += count;
      if (count > MAX_ELEMENTS || elements > 5 * MAX_ELEMENTS || depth >= MAX_DEPTH) {
        throw new MalformedException("a structure of " + count + " elements at depth " + depth);
      }
      List<Element> list = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        list.add(element(depth + 1));
      }
      return new Element.Group(list);
    }

    private int stringLength(int type) throws MalformedException {
      if (!Types.isString(type) && type != Types.BIT_STRING) {
        throw new MalformedException(
            String.format("%02X before byte %d is not a known type", type, in.position()));
      }
      int length = BerLength.read(in);
      if (type == Types.BIT_STRING) {
        length = (length + 7) / 8;
      }
      if (length > MAX_STRING) {
        throw new MalformedException("a string of " + length + " bytes");
      }
      return length;
    }
  }
}
