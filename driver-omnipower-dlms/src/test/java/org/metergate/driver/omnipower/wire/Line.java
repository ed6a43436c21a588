// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Wraps messages for the wire: HDLC with its LLC header, segments, blocks, and wired M-Bus. */
public final class Line {
  private static final String LLC = "E6E700";

  private Line() {}

  /** A Kamstrup frame without encryption: client 21, server 16. */
  public static byte[] hdlc(byte[] message) {
    return frame("2B2113", join(hex(LLC), message), false);
  }

  /**
   * One HDLC frame.
   *
   * @param head destination, source and control in hexadecimal digits.
   */
  public static byte[] frame(String head, byte[] information, boolean more) {
    byte[] addresses = hex(head);
    int length = 2 + addresses.length + 2 + information.length + 2;
    byte[] format = {(byte) (0xA0 | (more ? 8 : 0) | length >> 8), (byte) length};
    byte[] header = join(format, addresses);
    byte[] checked = join(header, crc(header), information);
    return join(hex("7E"), checked, crc(checked), hex("7E"));
  }

  /** A message cut into segments, the LLC header in the first one only. */
  public static List<byte[]> segments(byte[] message, int size) {
    byte[] all = join(hex(LLC), message);
    List<byte[]> frames = new ArrayList<>();
    for (int from = 0; from < all.length; from += size) {
      int to = Math.min(all.length, from + size);
      frames.add(frame("CF022313", Arrays.copyOfRange(all, from, to), to < all.length));
    }
    return frames;
  }

  /** A message in blocks of a general block transfer, as Landis+Gyr sends it. */
  public static List<byte[]> blocks(byte[] message, int size) {
    List<byte[]> frames = new ArrayList<>();
    for (int from = 0; from < message.length; from += size) {
      int to = Math.min(message.length, from + size);
      int number = frames.size() + 1;
      String llc = number == 1 ? LLC : "";
      String control = to < message.length ? "40" : "C0";
      byte[] head = hex(llc + "E0" + control + String.format("%04X0000%02X", number, to - from));
      frames.add(frame("CEFF0313", join(head, Arrays.copyOfRange(message, from, to)), false));
    }
    return frames;
  }

  /** A message in parts of wired M-Bus. */
  public static List<byte[]> mbus(byte[] message, int size) {
    List<byte[]> frames = new ArrayList<>();
    for (int from = 0; from < message.length; from += size) {
      int to = Math.min(message.length, from + size);
      int information = frames.size() & 0x0F | (to < message.length ? 0 : 0x10);
      frames.add(mbusFrame(information, Arrays.copyOfRange(message, from, to)));
    }
    return frames;
  }

  public static byte[] mbusFrame(int controlInformation, byte[] data) {
    byte[] counted = join(hex(String.format("53FF%02X0167", controlInformation)), data);
    int sum = 0;
    for (byte b : counted) {
      sum += b;
    }
    byte length = (byte) counted.length;
    byte[] start = {0x68, length, length, 0x68};
    return join(start, counted, new byte[] {(byte) sum, 0x16});
  }

  /** CRC-16/X-25, bit by bit, low byte first. */
  private static byte[] crc(byte[] bytes) {
    int crc = 0xFFFF;
    for (byte b : bytes) {
      crc ^= b & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x8408 : crc >>> 1;
      }
    }
    crc ^= 0xFFFF;
    return new byte[] {(byte) crc, (byte) (crc >> 8)};
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static byte[] join(List<byte[]> parts) {
    return join(parts.toArray(new byte[0][]));
  }

  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
