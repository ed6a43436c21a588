// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Finds the telegrams of a P1 meter among the bytes of its line, to pass them on as they came. One
 * is passed on if its checksum is right and it says the same as the reading that was stored of it:
 * so a counter that was refused is not passed on either, and nothing of an encrypted line is. Any
 * thread.
 */
final class Relay {
  private static final int MOST_BYTES = 16_384;

  /** A record with a number in its only group, or its last. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?md)^(\\d+-\\d+:\\d+\\.\\d+\\.\\d+)\\((-?\\d+(?:\\.\\d+)?)\\*[A-Za-z]+\\)\r$");

  /** Powers, voltages, currents and counters of the meter itself. */
  private static final Pattern SHOWN = Pattern.compile("1-0:\\d+\\.[78]\\.\\d+");

  /** Numbers of meters, of the connection and of the customer, and texts for the customer. */
  private static final Pattern PERSONAL =
      Pattern.compile(
          "(?md)^(\\d+-\\d+:(?:96\\.1\\.\\d+|96\\.13\\.\\d+|42\\.0\\.0|0\\.0\\.\\d+))\\([^\r\n]*\\)\r$");

  private static final int SIGNATURE = 5;
  private static final int MOST_ID = 12;

  private byte[] waiting = new byte[0];
  private byte[] candidate;

  /** Takes what was received on the line, good or bad. */
  synchronized void take(byte[] bytes) {
    byte[] all = Arrays.copyOf(waiting, waiting.length + bytes.length);
    System.arraycopy(bytes, 0, all, waiting.length, bytes.length);
    int from = 0;
    for (int i = 0; i + 6 < all.length; i++) {
      if (all[i] == '!' && all[i + 5] == '\r' && all[i + 6] == '\n') {
        int start = start(all, from, i);
        if (start >= 0 && isGood(all, start, i)) {
          candidate = Arrays.copyOfRange(all, start, i + 7);
        }
        from = i + 7;
      }
    }
    waiting = Arrays.copyOfRange(all, Math.max(from, all.length - MOST_BYTES), all.length);
  }

  /** The last slash at the begin of a line. */
  private static int start(byte[] all, int from, int end) {
    for (int i = end; i >= from; i--) {
      if (all[i] == '/' && (i == from || all[i - 1] == '\n')) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isGood(byte[] all, int start, int end) {
    String sent = new String(all, end + 1, 4, StandardCharsets.US_ASCII);
    return TelegramWriter.checksum(Arrays.copyOfRange(all, start, end + 1)).equalsIgnoreCase(sent);
  }

  /**
   * Returns the newest telegram, once, if it says the same as a reading.
   *
   * @param reading the newest one of the meter.
   */
  synchronized Optional<byte[]> agreed(Reading reading) {
    if (candidate == null || !agrees(text(candidate), reading)) {
      return Optional.empty();
    }
    byte[] agreed = candidate;
    candidate = null;
    return Optional.of(agreed);
  }

  private static String text(byte[] telegram) {
    return new String(telegram, StandardCharsets.ISO_8859_1);
  }

  private static boolean agrees(String text, Reading reading) {
    Map<String, BigDecimal> stored = new HashMap<>();
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() instanceof Value.Decimal decimal) {
        stored.put(measurement.register(), decimal.number());
      }
    }
    int shown = 0;
    Matcher records = NUMBER.matcher(text);
    while (records.find()) {
      if (SHOWN.matcher(records.group(1)).matches()) {
        BigDecimal own = stored.get(records.group(1));
        if (own == null || own.compareTo(new BigDecimal(records.group(2))) != 0) {
          return false;
        }
        shown++;
      }
    }
    return shown > 0;
  }

  /**
   * Hides whose meters these are, and renews the checksum.
   *
   * @param telegram whose checksum is right.
   * @param installation stands for the numbers of meters.
   */
  static byte[] masked(byte[] telegram, String installation) {
    String random = installation.substring(0, Math.min(MOST_ID, installation.length()));
    String id =
        HexFormat.of()
            .withUpperCase()
            .formatHex(("METERGATE-" + random).getBytes(StandardCharsets.US_ASCII));
    String text = text(telegram);
    int line = text.indexOf('\r');
    String head = text.substring(0, Math.min(SIGNATURE, line)) + "\\METERGATE";
    String rest = text.substring(line, text.lastIndexOf('!') + 1);
    String hidden = PERSONAL.matcher(rest).replaceAll("$1(" + id + ")\r");
    byte[] covered = (head + hidden).getBytes(StandardCharsets.ISO_8859_1);
    String whole = head + hidden + TelegramWriter.checksum(covered) + "\r\n";
    return whole.getBytes(StandardCharsets.ISO_8859_1);
  }
}
