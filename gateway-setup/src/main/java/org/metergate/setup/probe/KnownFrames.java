// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.codec.Crc16;

/**
 * Frames that are recognised without a driver: by their form and their checksum alone, whatever
 * they mean. Pure functions.
 */
final class KnownFrames {
  private static final int FLAG = 0x7E;
  private static final int MBUS_START = 0x68;
  private static final int MBUS_STOP = 0x16;
  private static final int KMP_REQUEST = 0x80;
  private static final int KMP_STOP = 0x0D;
  private static final int KMP_ESCAPE = 0x1B;
  private static final int KMP_LONGEST = 80;
  private static final int PARITY_LEAST = 60;
  private static final Pattern IDENTIFICATION =
      Pattern.compile("/([A-Za-z]{3}[0-9A-Z][ -~]{0,40})\r\n");
  private static final Pattern DATA_SET =
      Pattern.compile("[\r\n\u0002][0-9A-F][0-9A-F.:*&-]{1,20}\\([^()\r\n]{0,60}\\)");
  private static final int DATA_SETS = 3;

  private KnownFrames() {}

  /** Counts HDLC frames of type 3 (ISO/IEC 13239) between flags whose check sequence is right. */
  static int hdlc(byte[] bytes) {
    int frames = 0;
    for (int i = 0; i + 2 < bytes.length; i++) {
      if (at(bytes, i) != FLAG || (at(bytes, i + 1) & 0xF0) != 0xA0) {
        continue;
      }
      int length = (at(bytes, i + 1) & 7) << 8 | at(bytes, i + 2);
      int check = i + 1 + length - 2;
      if (length >= 9
          && check + 2 < bytes.length
          && at(bytes, check + 2) == FLAG
          && Crc16.X25.of(bytes, i + 1, length - 2)
              == (at(bytes, check) | at(bytes, check + 1) << 8)) {
        frames++;
        i = check + 1;
      }
    }
    return frames;
  }

  /** Counts long frames of the wired M-Bus (EN 13757-2) whose checksum is right. */
  static int mbus(byte[] bytes) {
    int frames = 0;
    for (int i = 0; i + 6 < bytes.length; i++) {
      int length = at(bytes, i + 1);
      if (at(bytes, i) != MBUS_START
          || at(bytes, i + 2) != length
          || at(bytes, i + 3) != MBUS_START
          || length < 4
          || i + length + 5 >= bytes.length
          || at(bytes, i + length + 5) != MBUS_STOP) {
        continue;
      }
      int sum = 0;
      for (int b = i + 4; b < i + 4 + length; b++) {
        sum += at(bytes, b);
      }
      if ((sum & 0xFF) == at(bytes, i + 4 + length)) {
        frames++;
        i += length + 5;
      }
    }
    return frames;
  }

  /** Counts requests to a KMP meter whose checksum is right: what a reader sends, not a meter. */
  static int kmpRequests(byte[] bytes) {
    int requests = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (at(bytes, i) == KMP_REQUEST) {
        int stop = kmpStop(bytes, i + 1);
        if (stop > 0) {
          requests++;
          i = stop;
        }
      }
    }
    return requests;
  }

  /** Returns the index of the stop byte of a frame with a good checksum, or -1. */
  private static int kmpStop(byte[] bytes, int from) {
    byte[] frame = new byte[KMP_LONGEST];
    int length = 0;
    for (int i = from; i < bytes.length && length < KMP_LONGEST; i++) {
      int value = at(bytes, i);
      if (value == KMP_STOP) {
        return length >= 4 && Crc16.XMODEM.of(frame, 0, length) == 0 ? i : -1;
      }
      if (value == KMP_ESCAPE && i + 1 < bytes.length) {
        i++;
        value = at(bytes, i) ^ 0xFF;
      }
      frame[length++] = (byte) value;
    }
    return -1;
  }

  /**
   * A readout of IEC 62056-21.
   *
   * @param identification what the meter calls itself.
   * @param checked whether its block check character is right.
   */
  record Readout(String identification, boolean checked) {}

  /** Finds a readout; parity bits are removed first. */
  static Optional<Readout> readout(byte[] bytes) {
    String text = sevenBits(bytes);
    Matcher identification = IDENTIFICATION.matcher(text);
    Matcher sets = DATA_SET.matcher(text);
    int count = 0;
    while (sets.find()) {
      count++;
    }
    if (count < DATA_SETS || text.contains("1-0:") || text.indexOf('!') < 0) {
      return Optional.empty();
    }
    int start = text.indexOf('\u0002');
    int end = text.indexOf('\u0003', Math.max(start, 0));
    boolean checked = start >= 0 && end > start && end + 1 < text.length();
    int sum = 0;
    for (int i = start + 1; checked && i <= end; i++) {
      sum ^= text.charAt(i);
    }
    checked = checked && (sum & 0x7F) == text.charAt(end + 1);
    if (!checked && !identification.find(0)) {
      return Optional.empty();
    }
    identification.reset();
    return Optional.of(
        new Readout(identification.find() ? identification.group(1).strip() : "", checked));
  }

  /** Whether seven data bits with even parity were read as eight: exact with 60 bytes. */
  static boolean evenParity(byte[] bytes) {
    boolean high = false;
    for (byte each : bytes) {
      if (Integer.bitCount(each & 0xFF) % 2 != 0) {
        return false;
      }
      high |= each < 0;
    }
    return high && bytes.length >= PARITY_LEAST;
  }

  /** Whether the stream begins with the negotiation of telnet (RFC 854), two commands or more. */
  static boolean telnet(byte[] bytes) {
    int commands = 0;
    for (int i = 0; i + 2 < bytes.length; i += 3) {
      if (at(bytes, i) != 0xFF
          || at(bytes, i + 1) < 0xFB
          || at(bytes, i + 1) == 0xFF
          || at(bytes, i + 2) > 44) {
        break;
      }
      commands++;
    }
    return commands >= 2;
  }

  static String sevenBits(byte[] bytes) {
    byte[] stripped = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      stripped[i] = (byte) (bytes[i] & 0x7F);
    }
    return new String(stripped, StandardCharsets.US_ASCII);
  }

  static int at(byte[] bytes, int index) {
    return bytes[index] & 0xFF;
  }
}
