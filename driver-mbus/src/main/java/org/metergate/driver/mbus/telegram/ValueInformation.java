// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * The value information block of a record (EN 13757-3): VIF, the tables that it opens, and VIFE.
 *
 * @param vif what is measured; the powers of ten of VIFE are in its exponent.
 * @param vifes in order.
 * @param form how the data is read.
 * @param offset is added to the value, in the unit of the VIF; null for none.
 * @param missing in place of the value; null if there is one.
 * @param profile whether data of variable length are several values, and no text.
 */
record ValueInformation(
    Vif vif,
    List<Vife> vifes,
    Form form,
    BigDecimal offset,
    Content.Missing missing,
    boolean profile) {
  private static final int MORE = 0x80;
  private static final int CODE = 0x7F;

  /** The longest text of a unit. */
  private static final int LONGEST_TEXT = 127;

  /** Reads one block. */
  static ValueInformation read(ByteCursor bytes) throws MalformedException {
    int last = bytes.u8();
    int code = last & CODE;
    boolean more = last >= MORE;
    VifEntry meaning;
    if (code == PrimaryVif.PLAIN_TEXT) {
      int next = bytes.u8();
      if (more && isVifeBeforeText(next, bytes.peek())) {
        return textAfterVifes(next, bytes);
      }
      meaning = plainText(next, bytes);
    } else if (code == PrimaryVif.EXTENSION_FB && more) {
      last = bytes.u8();
      meaning = ExtensionVif.ofFb(last & CODE);
    } else if (code == PrimaryVif.EXTENSION_FD && more) {
      last = bytes.u8();
      meaning = ExtensionVif.ofFd(last & CODE);
      if (last == (ExtensionVif.THIRD | MORE)) {
        last = bytes.u8();
      }
    } else {
      meaning = PrimaryVif.of(code);
      if (code == PrimaryVif.EXTENSION_EF && more) {
        last = bytes.u8(); // a code of a table, and no VIFE that scales
      }
    }
    if (last < MORE) {
      return new ValueInformation(meaning.vif(), List.of(), meaning.form(), null, null, false);
    }
    VifeChain chain = new VifeChain(meaning, code == PrimaryVif.MANUFACTURER);
    do {
      last = bytes.u8();
      chain.add(last & CODE);
    } while (last >= MORE);
    return chain.end();
  }

  /** The same of a record that has no value, whatever its data are. */
  ValueInformation without(Content.Missing why) {
    return new ValueInformation(vif, vifes, form, offset, why, profile);
  }

  /**
   * Returns whether the VIFE of a plain text come before it, as the text of 2013 has it; meters
   * that are older send them after it. After the length of a text comes a character, and after the
   * last VIFE the length of a text, which is no character that a unit has.
   */
  private static boolean isVifeBeforeText(int next, int second) {
    return next > LONGEST_TEXT || second != 0 && second < ' ';
  }

  private static ValueInformation textAfterVifes(int first, ByteCursor bytes)
      throws MalformedException {
    List<Integer> codes = new ArrayList<>(2);
    int last = first;
    codes.add(last & CODE);
    while (last >= MORE) {
      last = bytes.u8();
      codes.add(last & CODE);
    }
    VifeChain chain = new VifeChain(plainText(bytes.u8(), bytes), false);
    codes.forEach(chain::add);
    return chain.end();
  }

  private static VifEntry plainText(int length, ByteCursor bytes) throws MalformedException {
    if (length > LONGEST_TEXT) {
      throw new MalformedException("a unit of " + length + " characters");
    }
    return VifEntry.number(Subject.PLAIN_TEXT, DataTypes.text(bytes.take(length), 0), 0);
  }
}
