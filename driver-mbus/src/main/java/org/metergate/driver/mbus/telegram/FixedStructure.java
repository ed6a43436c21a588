// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.Arrays;
import java.util.List;

/**
 * The fixed structure of old meters (EN 1434-3, CI 73, and 77 with the most significant byte first
 * in identification and counters): identification (4 bytes), access number, status, two bytes with
 * units and medium, two counters (4 bytes each). Bit 0 of the status is set for binary counters,
 * else they are BCD; bit 1 for counters stored at a fixed date.
 */
final class FixedStructure {
  private static final int LENGTH = 16;
  private static final int BINARY = 0x01;
  private static final int STORED = 0x02;

  /** Unit of the second counter: the one of the first, stored. */
  private static final int AS_FIRST = 0x3E;

  /** The media from 10 to 14 are those from 3 to 8 once more. */
  private static final int[] MEDIA = {0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0F, 3, 4, 6, 7, 8, 0x0F};

  private static final VifEntry[] UNITS = units();

  private FixedStructure() {}

  /**
   * Decodes the data after CI; the units are those of the table of primary VIF.
   *
   * @param mostFirst whether the most significant byte comes first (mode 2); not in the bytes of
   *     the units, which are in one order in both modes.
   */
  static Answer decode(int information, byte[] data, boolean mostFirst) {
    if (data.length < LENGTH) {
      return new Answer.Unreadable(information, "the fixed structure is cut short");
    }
    int medium = data[6] >> 6 & 0x03 | (data[7] >> 6 & 0x03) << 2;
    int status = data[5] & 0xFF;
    Header header =
        new Header(
            TelegramDecoder.identity(leastFirst(data, 0, mostFirst), 0),
            -1,
            -1,
            MEDIA[medium],
            data[4] & 0xFF,
            status,
            -1);
    int first = data[6] & 0x3F;
    int second = data[7] & 0x3F;
    boolean stored = (status & STORED) != 0;
    List<DataRecord> counters =
        List.of(
            counter("counter1", first, stored, status, data, 8, mostFirst),
            second == AS_FIRST
                ? counter("counter2", first, true, status, data, 12, mostFirst)
                : counter("counter2", second, stored, status, data, 12, mostFirst));
    byte[] rest = Arrays.copyOfRange(data, LENGTH, data.length);
    return new Answer.Telegram(header, counters, false, rest, new byte[0], "");
  }

  private static DataRecord counter(
      String key, int unit, boolean stored, int status, byte[] data, int from, boolean mostFirst) {
    VifEntry meaning = UNITS[unit];
    ValueInformation info =
        new ValueInformation(meaning.vif(), List.of(), meaning.form(), null, null, false);
    byte[] raw = Arrays.copyOfRange(data, from, from + 4);
    byte[] number = leastFirst(data, from, mostFirst);
    Content content;
    if (meaning.form() == Form.BYTES) {
      content = new Content.Bytes(raw);
    } else if ((status & BINARY) != 0) {
      content = DataTypes.integer(number, 0, number.length, info);
    } else {
      content = DataTypes.bcd(number, 0, number.length, true, false, info);
    }
    RecordHead head =
        new RecordHead(key, Function.INSTANTANEOUS, stored ? 1 : 0, 0, 0, meaning.vif(), List.of());
    return new DataRecord(head, raw, content);
  }

  /** Four bytes with the least significant first. */
  private static byte[] leastFirst(byte[] data, int from, boolean mostFirst) {
    byte[] four = new byte[4];
    for (int i = 0; i < four.length; i++) {
      four[i] = data[from + (mostFirst ? 3 - i : i)];
    }
    return four;
  }

  private static VifEntry[] units() {
    VifTable table = new VifTable();
    table.put(0x00, VifEntry.of(Subject.OTHER, Form.BYTES)); // hours, minutes, seconds
    table.put(0x01, VifEntry.of(Subject.OTHER, Form.BYTES)); // day, month, year
    table.decades(0x02, 9, Subject.ENERGY, "Wh", 0);
    table.decades(0x0B, 9, Subject.ENERGY, "J", 3);
    table.decades(0x14, 9, Subject.POWER, "W", 0);
    table.decades(0x1D, 9, Subject.POWER, "J/h", 3);
    table.decades(0x26, 9, Subject.VOLUME, "m3", -6);
    table.decades(0x2F, 9, Subject.VOLUME_FLOW, "m3/h", -6);
    table.put(0x38, VifEntry.number(Subject.EXTERNAL_TEMPERATURE, "degC", -3));
    table.put(0x39, VifEntry.of(Subject.ALLOCATOR_UNITS, Form.NUMBER));
    return table.entries();
  }
}
