// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.nio.charset.StandardCharsets;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/** Reads what comes before the data of a record: DIF, DIFE, VIF and VIFE (EN 13757-3). */
final class HeadReader {
  private static final int MORE = 0x80;

  /** With this many DIFE a storage number fills a long. */
  private static final int MOST_DIFE = 15;

  private static final Function[] FUNCTIONS = Function.values();

  private HeadReader() {}

  /**
   * What was read.
   *
   * @param head what the record says.
   * @param coding of its data, 0 to 15.
   * @param info how its data is read.
   */
  record Found(RecordHead head, int coding, ValueInformation info) {}

  /**
   * Reads one head.
   *
   * @param data in which the cursor reads, at the DIF.
   */
  static Found read(byte[] data, ByteCursor bytes) throws MalformedException {
    int start = bytes.position();
    int dif = bytes.u8();
    long storage = dif >> 6 & 1;
    long tariff = 0;
    long subunit = 0;
    int difes = 0;
    for (int last = dif; last >= MORE; difes++) {
      last = bytes.u8();
      if (difes < MOST_DIFE) {
        storage |= (long) (last & 0x0F) << 1 + 4 * difes;
        tariff |= (long) (last >> 4 & 0x03) << 2 * difes;
        subunit |= (long) (last >> 6 & 0x01) << difes;
      }
    }
    int value = bytes.position();
    ValueInformation info = ValueInformation.read(bytes);
    if (difes > MOST_DIFE) {
      info = info.without(Content.Missing.invalid("more than " + MOST_DIFE + " DIFE"));
    }
    RecordHead head =
        new RecordHead(
            key(data, start, value, bytes.position()),
            FUNCTIONS[dif >> 4 & 0x03],
            storage,
            tariff,
            subunit,
            info.vif(),
            info.vifes());
    return new Found(head, dif & 0x0F, info);
  }

  /** The bytes of data information and value information, with a dash between. */
  private static String key(byte[] data, int start, int value, int end) {
    byte[] text = new byte[2 * (end - start) + 1];
    int at = 0;
    for (int i = start; i < end; i++) {
      if (i == value) {
        text[at++] = '-';
      }
      text[at++] = digit(data[i] >> 4);
      text[at++] = digit(data[i]);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static byte digit(int value) {
    return (byte) "0123456789ABCDEF".charAt(value & 0x0F);
  }
}
