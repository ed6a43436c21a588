// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;

/** Writes COSEM data as A-XDR (IEC 62056-53 and 62056-62): the types that the meter uses. */
final class AxdrWriter {
  private static final int NULL = 0x00;
  private static final int STRUCTURE = 0x02;
  private static final int DOUBLE_LONG_UNSIGNED = 0x06;
  private static final int OCTET_STRING = 0x09;
  private static final int VISIBLE_STRING = 0x0A;
  private static final int LONG_UNSIGNED = 0x12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  AxdrWriter structure(int count) {
    out.write(STRUCTURE);
    out.write(count);
    return this;
  }

  AxdrWriter text(String text) {
    out.write(VISIBLE_STRING);
    out.write(text.length());
    out.writeBytes(text.getBytes(US_ASCII));
    return this;
  }

  /** An OBIS code of six numbers separated by points. */
  AxdrWriter obis(String code) {
    out.write(OCTET_STRING);
    out.write(6);
    for (String number : code.split("\\.")) {
      out.write(Integer.parseInt(number));
    }
    return this;
  }

  AxdrWriter u32(long value) {
    out.write(DOUBLE_LONG_UNSIGNED);
    u16Bytes((int) (value >> 16));
    u16Bytes((int) value);
    return this;
  }

  AxdrWriter u16(int value) {
    out.write(LONG_UNSIGNED);
    u16Bytes(value);
    return this;
  }

  AxdrWriter nothing() {
    out.write(NULL);
    return this;
  }

  AxdrWriter time(LocalDateTime time) {
    out.write(OCTET_STRING);
    return bareTime(time);
  }

  /**
   * Date-time of 12 bytes after its length: year, month, day, weekday (Monday is 1), hour, minute,
   * second, hundredths (FF: unspecified), deviation (8000: unspecified), status.
   */
  AxdrWriter bareTime(LocalDateTime time) {
    out.write(12);
    u16Bytes(time.getYear());
    out.write(time.getMonthValue());
    out.write(time.getDayOfMonth());
    out.write(time.getDayOfWeek().getValue());
    out.write(time.getHour());
    out.write(time.getMinute());
    out.write(time.getSecond());
    out.write(0xFF);
    u16Bytes(0x8000);
    out.write(0);
    return this;
  }

  /** Unchanged bytes. */
  AxdrWriter raw(int... bytes) {
    for (int value : bytes) {
      out.write(value);
    }
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private void u16Bytes(int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
