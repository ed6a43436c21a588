// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import org.metergate.driver.mbus.frame.LongFrame;

/**
 * Decodes answers (EN 13757-3): 72 with a long header, 7A with a short one, 78 without, 73 of fixed
 * structure, 70 for an error; and 76 and 77, which are 72 and 73 with the most significant byte
 * first in numbers (mode 2 of EN 1434-3, chapter 6.1 of the documentation on m-bus.com; an Apator
 * ELF sends it, rscada/libmbus issue 150). Pure functions of bytes.
 */
public final class TelegramDecoder {
  private static final int LONG_HEADER = 0x72;
  private static final int LONG_HEADER_MOST_FIRST = 0x76;
  private static final int SHORT_HEADER = 0x7A;
  private static final int NO_HEADER = 0x78;
  private static final int FIXED_STRUCTURE = 0x73;
  private static final int FIXED_STRUCTURE_MOST_FIRST = 0x77;
  private static final int ERROR = 0x70;

  private static final int LONG_HEADER_LENGTH = 12;
  private static final int SHORT_HEADER_LENGTH = 4;
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
      case LONG_HEADER -> afterLongHeader(information, data, false);
      case LONG_HEADER_MOST_FIRST -> afterLongHeader(information, leastFirst(data), true);
      case SHORT_HEADER -> afterShortHeader(information, data);
      case NO_HEADER -> new RecordReader(data, 0, false).telegram(Header.NONE);
      case FIXED_STRUCTURE -> FixedStructure.decode(information, data, false);
      case FIXED_STRUCTURE_MOST_FIRST -> FixedStructure.decode(information, data, true);
      case ERROR -> new Answer.ApplicationError(data.length == 0 ? 0 : data[0] & 0xFF);
      case 0x71 -> new Answer.Unreadable(information, "an alarm");
      default -> new Answer.Unreadable(information, other(information));
    };
  }

  /**
   * Returns where the access number is in the data of an answer: the only byte in which an answer
   * differs that is sent again.
   *
   * @param information the CI field, 0 to 255.
   * @return the index, or -1 if there is no access number.
   */
  public static int accessNumberAt(int information) {
    return switch (information) {
      case LONG_HEADER, LONG_HEADER_MOST_FIRST -> 8;
      case FIXED_STRUCTURE, FIXED_STRUCTURE_MOST_FIRST -> 4;
      case SHORT_HEADER -> 0;
      default -> -1;
    };
  }

  private static String other(int information) {
    return information >= 0xA0 && information <= 0xB7
        ? "a form of the manufacturer's own"
        : "this form is not known";
  }

  private static Answer afterLongHeader(int information, byte[] data, boolean mostFirst) {
    if (data.length < LONG_HEADER_LENGTH) {
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
        LONG_HEADER_LENGTH,
        mostFirst);
  }

  private static Answer afterShortHeader(int information, byte[] data) {
    if (data.length < SHORT_HEADER_LENGTH) {
      return new Answer.Unreadable(information, "the header is cut short");
    }
    return records(
        new Header("", -1, -1, -1, data[0] & 0xFF, data[1] & 0xFF, u16(data, 2)),
        data,
        SHORT_HEADER_LENGTH,
        false);
  }

  /** The same with the least significant byte first in the header, as in mode 1. */
  private static byte[] leastFirst(byte[] data) {
    if (data.length < LONG_HEADER_LENGTH) {
      return data;
    }
    byte[] turned = data.clone();
    for (int at = 0; at < 4; at++) {
      turned[at] = data[3 - at];
    }
    turned[4] = data[5];
    turned[5] = data[4];
    turned[10] = data[11];
    turned[11] = data[10];
    return turned;
  }

  private static Answer records(Header header, byte[] data, int offset, boolean mostFirst) {
    int mode = header.configuration() >> 8 & 0x1F;
    boolean open = data.length < offset + 2 || data[offset] == FILL && data[offset + 1] == FILL;
    if (!open && isEncrypted(mode, header.configuration() & 0xFF)) {
      return new Answer.Encrypted(header, mode);
    }
    return new RecordReader(data, offset, mostFirst).telegram(header);
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
