// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** KMP frames on the meter's side: writes answers, parses requests. */
final class KmpBytes {
  private static final int POLYNOMIAL = 0x1021;
  private static final int TO_METER = 0x80;
  private static final int FROM_METER = 0x40;
  private static final int STOP = 0x0D;
  private static final int ESCAPE = 0x1B;

  private KmpBytes() {}

  /** Writes an answer: address, command and data after a start byte. */
  static byte[] answer(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(FROM_METER);
    int crc = checksum(content, content.length);
    for (byte b : content) {
      stuff(b & 0xFF, out);
    }
    stuff(crc >> 8, out);
    stuff(crc & 0xFF, out);
    out.write(STOP);
    return out.toByteArray();
  }

  private static void stuff(int value, ByteArrayOutputStream out) {
    switch (value) {
      case 0x80 -> pair(0x7F, out);
      case 0x40 -> pair(0xBF, out);
      case 0x0D -> pair(0xF2, out);
      case 0x06 -> pair(0xF9, out);
      case 0x1B -> pair(0xE4, out);
      default -> out.write(value);
    }
  }

  private static void pair(int second, ByteArrayOutputStream out) {
    out.write(ESCAPE);
    out.write(second);
  }

  /** Extracts a request from received bytes if they are one whole request and nothing else. */
  static Optional<byte[]> request(byte[] received) {
    if (received.length < 6
        || (received[0] & 0xFF) != TO_METER
        || (received[received.length - 1] & 0xFF) != STOP) {
      return Optional.empty();
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int i = 1; i < received.length - 1; i++) {
      boolean escape = (received[i] & 0xFF) == ESCAPE && i + 1 < received.length - 1;
      content.write(escape ? ~received[++i] : received[i]);
    }
    byte[] bytes = content.toByteArray();
    if (bytes.length < 4) {
      return Optional.empty();
    }
    int length = bytes.length - 2;
    int sent = (bytes[length] & 0xFF) << 8 | bytes[length + 1] & 0xFF;
    return checksum(bytes, length) == sent
        ? Optional.of(java.util.Arrays.copyOf(bytes, length))
        : Optional.empty();
  }

  private static int checksum(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= (bytes[i] & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
      crc &= 0xFFFF;
    }
    return crc;
  }
}
