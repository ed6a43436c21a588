// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.math.BigDecimal;
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
 */
record ValueInformation(
    Vif vif, List<Vife> vifes, Form form, BigDecimal offset, Content.Missing missing) {
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
      meaning = plainText(bytes);
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
    }
    if (last < MORE) {
      return new ValueInformation(meaning.vif(), List.of(), meaning.form(), null, null);
    }
    VifeChain chain = new VifeChain(meaning, code == PrimaryVif.MANUFACTURER);
    do {
      last = bytes.u8();
      chain.add(last & CODE);
    } while (last >= MORE);
    return chain.end();
  }

  private static VifEntry plainText(ByteCursor bytes) throws MalformedException {
    int length = bytes.u8();
    if (length > LONGEST_TEXT) {
      throw new MalformedException("a unit of " + length + " characters");
    }
    return VifEntry.number(Subject.PLAIN_TEXT, DataTypes.text(bytes.take(length), 0), 0);
  }
}
