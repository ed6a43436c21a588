// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A telegram of a heat meter on a wired M-Bus, made by hand (EN 13757-2 and -3): the driver for it
 * is the one that comes in {@code drivers/}.
 */
final class HeatTelegram {
  private static final String HEX =
      """
      68 1B 1B 68           # a long frame, with 27 bytes from the next up to the checksum
      08 05 72              # an answer of the meter at address 5, in the usual form
      78 56 34 12           # identification 12345678
      2D 2C 1C 04           # KAM, version 28, heat
      01 00 00 00           # access number, status, no signature
      04 06 39 30 00 00     # 12345 kWh
      04 14 31 D4 00 00     # 54321 hundredths of a cubic metre
      9D 16
      """;

  private HeatTelegram() {}

  /** Writes it into a file that everybody can read. */
  static void into(Path file) throws IOException {
    Files.writeString(file, HEX);
  }

  /** Checks what {@code metergate decode --driver mbus --hex} has made of it. */
  static void assertDecoded(Ran decode) {
    assertEquals(0, decode.exitCode(), decode::output);
    for (String part : new String[] {"12345678", "\"12345\"", "\"kWh\"", "\"543.21\"", "\"m3\""}) {
      assertTrue(decode.output().contains(part), decode::output);
    }
  }
}
