// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.reading.Reading;

/** Answers of a meter, written by hand for tests. */
final class Frames {
  /**
   * Registers 60, 68, 74, 80, 86, 87, 99, 1004 of a MULTICAL: each number, unit, length, sign and
   * exponent, value; the hours contain a byte that is stuffed.
   */
  static final byte[] EIGHT =
      answer(
          HexFormat.of()
              .parseHex(
                  "3F10"
                      + "003C"
                      + "03"
                      + "04"
                      + "43"
                      + "0000D6DE" // 55.006 MWh
                      + "0044"
                      + "28"
                      + "04"
                      + "42"
                      + "00021BF2" // 1382.26 m3
                      + "004A"
                      + "29"
                      + "02"
                      + "00"
                      + "0006" // 6 l/h
                      + "0050"
                      + "16"
                      + "02"
                      + "41"
                      + "0011" // 1.7 kW
                      + "0056"
                      + "25"
                      + "02"
                      + "42"
                      + "1A45" // 67.25 degC
                      + "0057"
                      + "25"
                      + "02"
                      + "42"
                      + "0A83" // 26.91 degC
                      + "0063"
                      + "33"
                      + "04"
                      + "00"
                      + "00000000" // no info code
                      + "03EC"
                      + "2E"
                      + "04"
                      + "00"
                      + "00001BD6")); // 7126 h

  private Frames() {}

  static List<String> eightValues() {
    return List.of(
        "60=55.006 MWh",
        "68=1382.26 m3",
        "74=6 l/h",
        "80=1.7 kW",
        "86=67.25 degC",
        "87=26.91 degC",
        "99=0",
        "1004=7126 h");
  }

  static List<String> values(Reading reading) {
    return reading.measurements().stream()
        .map(m -> (m.register() + "=" + m.value() + " " + m.unit().ascii()).strip())
        .toList();
  }

  /** Stuffs and frames, independent of the driver's own writer. */
  static byte[] answer(byte[] content) {
    int crc = Crc16.XMODEM.of(content);
    List<Integer> wire = new ArrayList<>(List.of(0x40));
    for (byte b : TransmissionErrors.join(content, new byte[] {(byte) (crc >> 8), (byte) crc})) {
      int value = b & 0xFF;
      if (List.of(0x80, 0x40, 0x0D, 0x06, 0x1B).contains(value)) {
        wire.addAll(List.of(0x1B, 0xFF - value));
      } else {
        wire.add(value);
      }
    }
    wire.add(0x0D);
    byte[] bytes = new byte[wire.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) wire.get(i);
    }
    return bytes;
  }
}
