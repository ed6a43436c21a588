// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.reading.Measurement;

/** Telegrams made of the bytes of their records, and measurements as text. */
final class Telegrams {
  private static final int RSP_UD = 0x08;
  private static final int LONG_HEADER = 0x72;

  /** The identification of all of them. */
  static final String IDENTITY = "67211183";

  private Telegrams() {}

  /** The answer of a Kamstrup meter: version and medium, then each record, in hexadecimal. */
  static Readout kamstrup(String model, String... records) {
    return Readout.of(List.of(telegram("2D2C" + model, records)));
  }

  /** The answer of a meter of another manufacturer, which measures this. */
  static Readout other(String medium, String... records) {
    return Readout.of(List.of(telegram("4D6A10" + medium, records)));
  }

  /** A telegram: manufacturer, version and medium, then each record, in hexadecimal. */
  static Answer.Telegram telegram(String who, String... records) {
    return withStatus("00", who, records);
  }

  static Answer.Telegram withStatus(String status, String who, String... records) {
    String hex = "83112167" + who + "2A" + status + "0000" + String.join("", records);
    byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
    return (Answer.Telegram) TelegramDecoder.decode(new LongFrame(RSP_UD, 1, LONG_HEADER, data));
  }

  /** One line for each: {@code 04-06 heat_energy=37351 kWh}. */
  static List<String> lines(List<Measurement> measurements) {
    List<String> lines = new ArrayList<>();
    for (Measurement one : measurements) {
      lines.add((one.register() + " " + line(one)).strip());
    }
    return lines;
  }

  /** {@code heat_energy=37351 kWh}; a unit that is not known is a question mark. */
  static String line(Measurement one) {
    String unit = one.unit() == null ? "?" : one.unit().ascii();
    return (one.quantity().name() + "=" + one.value() + " " + unit).strip();
  }
}
