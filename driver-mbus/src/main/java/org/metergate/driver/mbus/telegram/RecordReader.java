// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/**
 * Reads records one after the other: data information (DIF, DIFE), value information, data (EN
 * 13757-3). A record whose data cannot be understood has no value; after one whose length cannot be
 * known nothing more is read.
 */
final class RecordReader {
  private static final byte[] NOTHING = {};

  private static final int MAKER_DATA = 0x0F;
  private static final int MAKER_DATA_AND_MORE = 0x1F;
  private static final int FILL = 0x2F;

  private static final int SPECIAL = 0x0F;
  private static final int VARIABLE = 0x0D;
  private static final int REAL = 0x05;
  private static final int FIRST_BCD = 0x09;

  /** Bytes of data for each coding; variable length and the special functions are not here. */
  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 4, 6, 8, 0, 1, 2, 3, 4, 0, 6, 0};

  private static final HeadTable HEADS = new HeadTable();

  /** Bytes of an unread rest that are shown. */
  private static final int SHOWN = 16;

  private final byte[] data;
  private final ByteCursor bytes;
  private final boolean mostFirst;
  private final List<DataRecord> records = new ArrayList<>(24);
  private boolean moreFollow;
  private byte[] makerData = NOTHING;
  private byte[] rest = NOTHING;
  private String remark = "";

  /**
   * Begins after the header.
   *
   * @param mostFirst whether the most significant byte of data comes first (mode 2).
   */
  RecordReader(byte[] data, int offset, boolean mostFirst) {
    this.data = data;
    this.mostFirst = mostFirst;
    this.bytes = new ByteCursor(data, offset, data.length - offset);
  }

  /** Reads to the end. */
  Answer.Telegram telegram(Header header) {
    int start = bytes.position();
    try {
      while (bytes.remaining() > 0) {
        start = bytes.position();
        next();
      }
    } catch (MalformedException e) {
      rest = Arrays.copyOfRange(data, start, data.length);
      remark = "the record " + shown(rest) + " cannot be read: " + e.getMessage();
    }
    return new Answer.Telegram(
        header, Collections.unmodifiableList(records), moreFollow, makerData, rest, remark);
  }

  private void next() throws MalformedException {
    int dif = bytes.peek();
    if (dif == FILL) {
      bytes.skip(1);
    } else if (dif == MAKER_DATA || dif == MAKER_DATA_AND_MORE) {
      bytes.skip(1);
      moreFollow = dif == MAKER_DATA_AND_MORE;
      makerData = bytes.take(bytes.remaining());
    } else if ((dif & SPECIAL) == SPECIAL) {
      throw new MalformedException("its length is not known");
    } else {
      record();
    }
  }

  private void record() throws MalformedException {
    HeadReader.Found found = HEADS.read(data, bytes);
    int length = LENGTHS[found.coding()];
    if (found.coding() == VARIABLE) {
      length = VariableLength.of(bytes.peek()) + 1;
    }
    byte[] raw = length == 0 ? NOTHING : bytes.take(length);
    records.add(new DataRecord(found.head(), raw, content(found.coding(), raw, found.info())));
  }

  private Content content(int coding, byte[] raw, ValueInformation info) {
    if (info.missing() != null) {
      return info.missing();
    }
    if (raw.length == 0) {
      return DataTypes.noData();
    }
    if (info.form() == Form.SECRET) {
      return Content.Missing.usual("not shown");
    }
    if (!mostFirst) {
      return leastFirst(coding, raw, info);
    }
    if (coding == VARIABLE || info.vif().subject() == Subject.PLAIN_TEXT) {
      return new Content.Bytes(raw); // in which order a text is, is not known
    }
    byte[] turned = new byte[raw.length];
    for (int i = 0; i < raw.length; i++) {
      turned[i] = raw[raw.length - 1 - i];
    }
    Content content = leastFirst(coding, turned, info);
    return content instanceof Content.Bytes ? new Content.Bytes(raw) : content;
  }

  private static Content leastFirst(int coding, byte[] raw, ValueInformation info) {
    if (coding == VARIABLE) {
      return VariableLength.decode(raw, info);
    }
    if (info.form() == Form.BYTES) {
      return new Content.Bytes(raw);
    }
    boolean number = info.form() == Form.NUMBER || info.form() == Form.UNSIGNED;
    if (coding == REAL) {
      return number ? DataTypes.real(raw, info) : new Content.Bytes(raw);
    }
    if (coding >= FIRST_BCD) {
      return number ? DataTypes.bcd(raw, 0, raw.length, true, false, info) : new Content.Bytes(raw);
    }
    return number ? DataTypes.integer(raw, 0, raw.length, info) : Dates.of(raw, info.form());
  }

  private static String shown(byte[] rest) {
    return rest.length <= SHOWN ? Hex.of(rest) : Hex.of(Arrays.copyOf(rest, SHOWN)) + "...";
  }
}
