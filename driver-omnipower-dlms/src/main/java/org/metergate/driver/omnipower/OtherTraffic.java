// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.finding.FindingCode;

/**
 * Recognises other traffic than that of a push port in the bytes of a line: push messages read with
 * a parity bit, P1 telegrams, KMP frames. Each byte is compared with what it may complete, so that
 * the work for a byte does not depend on how many came before. Keeps the last 512 bytes. One
 * thread.
 */
final class OtherTraffic {
  private static final int KEPT = 512;

  /**
   * What an OMNIPOWER's messages look like when read with a parity bit: with eight bits and parity
   * the receiver loses sync at each byte and ends up with the same bytes again; with seven bits the
   * highest bit is cut off.
   */
  private static final byte[][] READ_WITH_PARITY =
      Stream.of(
              "7E132B48A2D2", // a plain list's header
              "7E682F0D13DC", // an encrypted list's header
              "68054D51", // 08, KAM
              "A9B57397D57065C1308A", // Kamstrup_V0001
              "C84B586BD1725D7D5682304C", // the same, out of sync by one byte
              "6667005B084B414D", // seven bits: E6 E7 00 DB 08, KAM
              "6667000F00000000") // seven bits: E6 E7 00 0F, invoke-id
          .map(HexFormat.of()::parseHex)
          .toArray(byte[][]::new);

  /** After the manufacturer and a digit, so many characters at most. */
  private static final int LONGEST_NAME = 96;

  private static final int KMP_REQUEST = 0x80;
  private static final int KMP_RESPONSE = 0x40;
  private static final int KMP_STOP = 0x0D;
  private static final int KMP_ACKNOWLEDGE = 0x06;
  private static final int KMP_ESCAPE = 0x1B;
  private static final int KMP_SHORTEST = 4;

  private final byte[] ring = new byte[KEPT];
  private final byte[] content = new byte[KEPT];
  private int next;
  private int held;

  /** Starts again. */
  void forget() {
    held = 0;
  }

  /**
   * Accepts the next byte.
   *
   * @return what was recognised with it.
   */
  Optional<FindingCode> accept(byte value) {
    ring[next] = value;
    next = (next + 1) % KEPT;
    held = Math.min(held + 1, KEPT);
    for (byte[] signature : READ_WITH_PARITY) {
      if (value == signature[signature.length - 1] && endsWith(signature)) {
        return Optional.of(OmnipowerFindings.WRONG_PARITY);
      }
    }
    if (value == '\n' && isName() || value == '(' && isRecord()) {
      return Optional.of(OmnipowerFindings.P1_TEXT);
    }
    return value == KMP_STOP && isKmp()
        ? Optional.of(OmnipowerFindings.KMP_TRAFFIC)
        : Optional.empty();
  }

  /** A byte counted from the end, the last one being 1; -1 before the first. */
  private int last(int back) {
    return back > held ? -1 : ring[Math.floorMod(next - back, KEPT)] & 0xFF;
  }

  private boolean endsWith(byte[] signature) {
    for (int back = 1; back <= signature.length; back++) {
      if (last(back) != (signature[signature.length - back] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /** A line that begins with a slash, three letters of the manufacturer and a digit. */
  private boolean isName() {
    int back = last(2) == '\r' ? 3 : 2;
    int longest = back + LONGEST_NAME + 5;
    while (back < longest && last(back) >= 0 && !isLineEnd(last(back))) {
      if (last(back) == '/'
          && isLetter(last(back - 1))
          && isLetter(last(back - 2))
          && isLetter(last(back - 3))
          && isDigit(last(back - 4))) {
        return true;
      }
      back++;
    }
    return false;
  }

  /** The beginning of a line of a P1 telegram: a reduced OBIS code such as 1-0:1.8.0. */
  private boolean isRecord() {
    int back = 2;
    for (char mark : new char[] {'.', '.', ':'}) {
      int digits = back;
      while (isDigit(last(back))) {
        back++;
      }
      if (back == digits || last(back++) != mark) {
        return false;
      }
    }
    return isDigit(last(back))
        && last(back + 1) == '-'
        && (last(back + 2) == '0' || last(back + 2) == '1')
        && last(back + 3) == '\n';
  }

  /** Start, escaped content with CRC-16/XMODEM at its end, stop; nothing special between. */
  private boolean isKmp() {
    int back = 2;
    while (last(back) >= 0 && !isSpecial(last(back))) {
      back++;
    }
    if (last(back) != KMP_REQUEST && last(back) != KMP_RESPONSE) {
      return false;
    }
    int length = 0;
    for (int i = back - 1; i > 1; i--) {
      int value = last(i);
      content[length++] = (byte) (value == KMP_ESCAPE && i > 2 ? ~last(--i) : value);
    }
    return length >= KMP_SHORTEST && Crc16.XMODEM.of(content, 0, length) == 0;
  }

  private static boolean isSpecial(int value) {
    return value == KMP_REQUEST
        || value == KMP_RESPONSE
        || value == KMP_STOP
        || value == KMP_ACKNOWLEDGE;
  }

  private static boolean isLineEnd(int c) {
    return c == '\r' || c == '\n';
  }

  private static boolean isLetter(int c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
