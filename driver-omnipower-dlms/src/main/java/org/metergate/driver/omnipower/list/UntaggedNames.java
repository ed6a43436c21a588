// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.OptionalInt;
import org.metergate.ciphering.BerLength;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * A form of Sagemcom and ZPA meters that is not A-XDR: a structure of an enum and an array, whose
 * entries are structures of two parts, first class (2), code (6) and attribute (1) without any type
 * in front of them, then a value with its type.
 */
final class UntaggedNames {
  private static final int NAME_LENGTH = 9;

  private UntaggedNames() {}

  /**
   * Counts the values of a message of this form.
   *
   * @return their number, or nothing where the message is not of this form up to its last byte.
   */
  static OptionalInt count(byte[] message) {
    try {
      ByteCursor in = new ByteCursor(message);
      Notification.head(in);
      require(in, Types.STRUCTURE, 2);
      new DataParser(in).element();
      if (in.u8() != Types.ARRAY) {
        return OptionalInt.empty();
      }
      int count = BerLength.read(in);
      for (int i = 0; i < count; i++) {
        require(in, Types.STRUCTURE, 2);
        in.skip(NAME_LENGTH);
        new DataParser(in).element();
      }
      in.requireEnd();
      return OptionalInt.of(count);
    } catch (MalformedException e) {
      return OptionalInt.empty();
    }
  }

  private static void require(ByteCursor in, int type, int count) throws MalformedException {
    if (in.u8() != type || in.u8() != count) {
      throw new MalformedException("not a structure of " + count + " parts");
    }
  }
}
