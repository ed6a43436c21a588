// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.Arrays;
import java.util.List;

/** What a meter answers to a request for its data. */
public sealed interface Answer {

  /**
   * A telegram with records.
   *
   * @param header who sends it.
   * @param records in order, those without a value too.
   * @param moreFollow whether another telegram belongs to the same answer.
   * @param makerData what the manufacturer adds at the end; empty if nothing; not copied.
   * @param rest the bytes from a record on whose length is not known, up to the end of the
   *     telegram; empty if all was read; not copied.
   * @param remark why the rest could not be read; empty if all was.
   */
  record Telegram(
      Header header,
      List<DataRecord> records,
      boolean moreFollow,
      byte[] makerData,
      byte[] rest,
      String remark)
      implements Answer {
    @Override
    public boolean equals(Object other) {
      return other instanceof Telegram same
          && header.equals(same.header)
          && records.equals(same.records)
          && moreFollow == same.moreFollow
          && Arrays.equals(makerData, same.makerData)
          && Arrays.equals(rest, same.rest)
          && remark.equals(same.remark);
    }

    @Override
    public int hashCode() {
      return 31 * header.hashCode() + records.hashCode();
    }
  }

  /**
   * The meter reports an error in place of data.
   *
   * @param code 0 to 255: 8 for a meter that is busy, 9 for one that was read too often.
   */
  record ApplicationError(int code) implements Answer {}

  /**
   * A telegram whose content is encrypted.
   *
   * @param header who sends it.
   * @param mode of encryption, 1 to 31.
   */
  record Encrypted(Header header, int mode) implements Answer {}

  /**
   * An answer of another form.
   *
   * @param information the CI field, 0 to 255.
   * @param why it cannot be read, in a few words.
   */
  record Unreadable(int information, String why) implements Answer {}
}
