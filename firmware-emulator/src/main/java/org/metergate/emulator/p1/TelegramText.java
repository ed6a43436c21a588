// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Writes a telegram line by line. */
final class TelegramText {
  private static final String END = "\r\n";

  private final StringBuilder text = new StringBuilder();

  /** Begins with the identification after the slash. */
  TelegramText(String identification) {
    text.append('/').append(identification).append(END).append(END);
  }

  /** Adds a record with its groups, each in parentheses. */
  TelegramText line(String register, String... groups) {
    text.append(register);
    return groups(groups);
  }

  /** Adds a line of groups alone, which continues the record before. */
  TelegramText groups(String... groups) {
    for (String group : groups) {
      text.append('(').append(group).append(')');
    }
    text.append(END);
    return this;
  }

  /** Formats a number with leading zeros and fixed numbers of digits before and after the point. */
  static String number(double value, int digits, int decimals) {
    int width = digits + (decimals == 0 ? 0 : decimals + 1);
    return String.format(Locale.ROOT, "%0" + width + "." + decimals + "f", value);
  }

  /** Encodes a text as two hexadecimal digits for each character. */
  static String hex(String plain) {
    return HexFormat.of().withUpperCase().formatHex(plain.getBytes(StandardCharsets.US_ASCII));
  }

  /** Ends the telegram as DSMR 2 and 3 do: no checksum, but an even parity bit in each byte. */
  byte[] withParity() {
    byte[] bytes = (text + "!" + END).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      boolean odd = Integer.bitCount(bytes[i]) % 2 == 1;
      bytes[i] |= (byte) (odd ? 0x80 : 0);
    }
    return bytes;
  }

  /** Ends the telegram with its checksum, as all later versions do. */
  byte[] withChecksum() {
    String whole = text + "!";
    int crc = arc(whole.getBytes(StandardCharsets.US_ASCII));
    return (whole + String.format("%04X", crc) + END).getBytes(StandardCharsets.US_ASCII);
  }

  /** CRC-16 with the polynomial x16+x15+x2+1, the lowest bit first, beginning with 0. */
  private static int arc(byte[] bytes) {
    int crc = 0;
    for (byte b : bytes) {
      crc ^= b & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        boolean low = (crc & 1) == 1;
        crc >>= 1;
        crc ^= low ? 0xA001 : 0;
      }
    }
    return crc;
  }
}
