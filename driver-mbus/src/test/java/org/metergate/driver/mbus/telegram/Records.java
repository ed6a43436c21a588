// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/** Decodes records that are written in hexadecimal, and shows what they say. */
final class Records {
  private static final String HEADER = "83112167 2D2C 35 04 07 00 0000";

  private Records() {}

  /** A telegram with a long header and these records. */
  static Answer.Telegram telegram(String records) {
    return (Answer.Telegram) answer(0x72, HEADER + records);
  }

  /** An answer with this CI field and data. */
  static Answer answer(int information, String data) {
    return TelegramDecoder.decode(new LongFrame(0x08, 5, information, bytes(data)));
  }

  static byte[] bytes(String hex) {
    try {
      return Hex.parse(hex);
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  /** The only record of a telegram, to whose end everything was read. */
  static DataRecord only(String record) {
    Answer.Telegram telegram = telegram(record);
    assertEquals("", telegram.remark(), record);
    assertEquals(1, telegram.records().size(), record);
    return telegram.records().get(0);
  }

  /** Subject, content and unit of a record. */
  static String text(String record) {
    DataRecord one = only(record);
    return (one.vif().subject().words() + " " + text(one.content()) + " " + one.vif().unit())
        .strip();
  }

  /** A number as digits, anything else with its kind. */
  static String text(Content content) {
    if (content instanceof Content.Number number) {
      BigDecimal value = number.value();
      return value.scale() < 0 ? "scale " + value.scale() : value.toPlainString();
    }
    if (content instanceof Content.Text text) {
      return "'" + text.text() + "'";
    }
    if (content instanceof Content.Day day) {
      return day.date().toString();
    }
    if (content instanceof Content.Moment moment) {
      return moment.time() + (moment.summerTime() ? " summer" : "");
    }
    if (content instanceof Content.TimeOfDay time) {
      return time.time().toString();
    }
    if (content instanceof Content.Missing missing) {
      return "none: " + missing.why();
    }
    return "bytes " + Hex.of(((Content.Bytes) content).bytes());
  }
}
