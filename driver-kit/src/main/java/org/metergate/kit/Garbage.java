// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.metergate.kit.TransmissionErrors.join;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Streams without a good frame that are expensive for a framer that searches carelessly: each
 * begins again and again what looks like a frame of some protocol. Pure functions.
 */
public final class Garbage {
  private static final int CHUNK = 4096;

  private Garbage() {}

  /**
   * Returns streams that are garbage in every protocol.
   *
   * @return blocks to be repeated, by a descriptive name.
   */
  public static Map<String, byte[]> kinds() {
    Map<String, byte[]> kinds = new LinkedHashMap<>();
    kinds.put("random bytes", TransmissionErrors.random(11, CHUNK * 16));
    kinds.put("random text", text());
    kinds.put("00", new byte[CHUNK]);
    kinds.put("FF", hex("FF"));
    kinds.put("7E, flags of HDLC", hex("7E"));
    kinds.put("7E A0 40, cut headers of HDLC", hex("7EA040"));
    kinds.put("7E A7 FF, the same for the longest frame", hex("7EA7FF"));
    kinds.put("good headers of HDLC for the longest frame", hex("7EA7FF010113A3B1"));
    kinds.put("68, starts of wired M-Bus", hex("68"));
    kinds.put("heads of wired M-Bus of all lengths", mbusHeads());
    kinds.put("nested heads of wired M-Bus", hex("68FAFA6853000016"));
    kinds.put("/, starts of P1", hex("2F"));
    kinds.put("/XXX5, names of P1 without an end", ascii("/XXX5"));
    kinds.put(
        "/XXX5 and text without an end", ascii("/XXX5" + "1-0:1.8.0(000001.000*kWh)".repeat(400)));
    kinds.put("ends of P1", ascii("!\r\n"));
    kinds.put("telegrams of P1 without a record", ascii("/XXX5\r\n!\r\n"));
    kinds.put(
        "telegrams of P1 with a wrong checksum",
        ascii("/XXX5\\1\r\n\r\n1-0:1.8.0(1*kWh)\r\n!0000\r\n"));
    kinds.put(
        "telegrams of P1 and zeros",
        join(ascii("/XXX5\\1\r\n1-0:1.8.0(1*kWh)\r\n!"), new byte[8000]));
    kinds.put("DB 08, titles of encrypted telegrams", hex("DB08"));
    kinds.put("heads of encrypted telegrams", sealedHeads());
    kinds.put("80 3F, starts of KMP without an end", hex("803F10"));
    kinds.put("40 3F with everything but a stop", join(hex1("403F"), new byte[2000]));
    kinds.put("40 0D, empty frames of KMP", hex("400D"));
    kinds.put("1B, stuffing of KMP", hex("1B"));
    kinds.put("40 1B E4, stuffed contents of KMP", hex("401BE41BF21B7F"));
    return kinds;
  }

  /**
   * Returns streams that resemble one protocol.
   *
   * @param frame a good frame of it.
   * @return blocks to be repeated, by a descriptive name.
   */
  public static Map<String, byte[]> kinds(byte[] frame) {
    Map<String, byte[]> kinds = new LinkedHashMap<>();
    byte[] first = new byte[CHUNK];
    Arrays.fill(first, frame[0]);
    kinds.put("the frame's first byte forever", first);
    kinds.put("the frame's head forever", Arrays.copyOf(frame, Math.max(1, frame.length / 3)));
    kinds.put("cut frames forever", Arrays.copyOf(frame, frame.length * 9 / 10));
    int nearTheEnd = 8 * (frame.length - Math.min(frame.length, 8));
    kinds.put(
        "frames with a damaged bit near their end", TransmissionErrors.flip(frame, nearTheEnd));
    byte[] nested = new byte[0];
    for (int length = 1; length <= Math.min(40, frame.length); length++) {
      nested = join(nested, Arrays.copyOf(frame, length));
    }
    kinds.put("beginnings of the frame, one in the other", nested);
    return kinds;
  }

  private static byte[] text() {
    byte[] text = TransmissionErrors.random(12, CHUNK * 16);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (' ' + (text[i] & 0x3F));
    }
    return text;
  }

  private static byte[] mbusHeads() {
    byte[] all = new byte[0];
    for (int length = 0; length < 256; length++) {
      String field = String.format("%02X", length);
      all = join(all, hex1("68" + field + field + "6853FF000167"));
    }
    return all;
  }

  /** The titles differ, so that none is the next telegram of the meter of another. */
  private static byte[] sealedHeads() {
    byte[] all = new byte[0];
    for (int i = 0; i < 256; i++) {
      all = join(all, hex1("DB084B414D45000000" + String.format("%02X", i) + "822F0030"));
    }
    return all;
  }

  /** Repeats the bytes up to about a chunk. */
  private static byte[] hex(String digits) {
    return hex1(digits.repeat(CHUNK / (digits.length() / 2)));
  }

  private static byte[] hex1(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
