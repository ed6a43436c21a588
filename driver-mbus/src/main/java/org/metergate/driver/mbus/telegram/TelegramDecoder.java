// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import org.metergate.driver.mbus.frame.LongFrame;

/** Decodes answers (EN 13757-3). Pure functions of bytes. */
public final class TelegramDecoder {
  private static final int LONG_HEADER = 12;
  private static final int SHORT_HEADER = 4;
  private static final byte FILL = 0x2F;

  private TelegramDecoder() {}

  /**
   * Decodes an answer.
   *
   * @param frame whose checksum is right.
   * @return what it says; never fails, whatever the bytes are.
   */
  public static Answer decode(LongFrame frame) {
    int information = frame.information();
    byte[] data = frame.data();
    return switch (information) {
      case 0x72 -> afterLongHeader(information, data);
      case 0x7A -> afterShortHeader(information, data);
      case 0x78 -> new RecordReader(data, 0).telegram(Header.NONE);
      case 0x73 -> FixedStructure.decode(information, data);
      case 0x70 -> new Answer.ApplicationError(data.length == 0 ? 0 : data[0] & 0xFF);
      case 0x71 -> new Answer.Unreadable(information, "an alarm");
      case 0x76, 0x77 ->
          new Answer.Unreadable(information, "mode 2, with the most significant byte first");
      default -> new Answer.Unreadable(information, other(information));
    };
  }

  private static String other(int information) {
    return information >= 0xA0 && information <= 0xB7
        ? "a form of the manufacturer's own"
        : "this form is not known";
  }

  private static Answer afterLongHeader(int information, byte[] data) {
    if (data.length < LONG_HEADER) {
      return new Answer.Unreadable(information, "the header is cut short");
    }
    return records(
        new Header(
            identity(data, 0),
            u16(data, 4),
            data[6] & 0xFF,
            data[7] & 0xFF,
            data[8] & 0xFF,
            data[9] & 0xFF,
            u16(data, 10)),
        data,
        LONG_HEADER);
  }

  private static Answer afterShortHeader(int information, byte[] data) {
    if (data.length < SHORT_HEADER) {
      return new Answer.Unreadable(information, "the header is cut short");
    }
    return records(
        new Header("", -1, -1, -1, data[0] & 0xFF, data[1] & 0xFF, u16(data, 2)),
        data,
        SHORT_HEADER);
  }

  private static Answer records(Header header, byte[] data, int offset) {
    int mode = header.configuration() >> 8 & 0x1F;
    boolean open = data.length < offset + 2 || data[offset] == FILL && data[offset + 1] == FILL;
    if (!open && isEncrypted(mode, header.configuration() & 0xFF)) {
      return new Answer.Encrypted(header, mode);
    }
    return new RecordReader(data, offset).telegram(header);
  }

  /**
   * Meters that encrypt nothing send anything as configuration, so a mode counts only with a number
   * of encrypted blocks. For modes 8 and 13 the whole byte is a number of bytes.
   */
  private static boolean isEncrypted(int mode, int count) {
    return switch (mode) {
      case 1, 2, 3, 4, 5, 7 -> count >> 4 != 0;
      case 8, 13 -> count != 0;
      default -> false;
    };
  }

  /** Four bytes BCD, the least significant first, as they are displayed. */
  static String identity(byte[] data, int offset) {
    char[] digits = new char[8];
    for (int i = 0; i < 4; i++) {
      digits[6 - 2 * i] =
          Character.toUpperCase(Character.forDigit(data[offset + i] >> 4 & 0x0F, 16));
      digits[7 - 2 * i] = Character.toUpperCase(Character.forDigit(data[offset + i] & 0x0F, 16));
    }
    return new String(digits);
  }

  private static int u16(byte[] data, int offset) {
    return data[offset] & 0xFF | (data[offset + 1] & 0xFF) << 8;
  }
}
