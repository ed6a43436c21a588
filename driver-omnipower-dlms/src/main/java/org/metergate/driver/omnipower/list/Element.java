// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.List;

/** An element of A-XDR data and its position in the message. */
sealed interface Element {

  /**
   * A structure or array.
   *
   * @param elements in order.
   */
  record Group(List<Element> elements) implements Element {}

  /**
   * A value.
   *
   * @param type as IEC 62056-6-2 numbers the types.
   * @param offset of the value's first byte, after type and length.
   * @param length of the value in bytes.
   */
  record Leaf(int type, int offset, int length) implements Element {

    /** Returns an integer of at most four bytes, or a boolean, enum or BCD byte. */
    long integer(byte[] message) {
      long number = Types.isSigned(type) && message[offset] < 0 ? -1 : 0;
      for (int i = 0; i < length; i++) {
        number = number << 8 | message[offset + i] & 0xFF;
      }
      return number;
    }

    boolean isNull() {
      return type == Types.NULL;
    }

    /** An octet-string of six bytes, which in the right position is an OBIS code. */
    boolean mayBeObis() {
      return type == Types.OCTET_STRING && length == Obis.LENGTH;
    }
  }
}
