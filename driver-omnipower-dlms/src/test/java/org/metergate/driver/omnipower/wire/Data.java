// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes A-XDR data element by element. */
public final class Data {
  /** 2026-01-15 12:00:00, a Thursday, deviation unspecified. */
  public static final String TIME = "07EA010F040C0000FF800000";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Data hex(String digits) {
    out.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
    return this;
  }

  /** A data notification with the time in Kamstrup's form. */
  public static Data notification() {
    return new Data().hex("0F 00000000 0C" + TIME);
  }

  public Data structure(int elements) {
    return hex("02").count(elements);
  }

  public Data array(int elements) {
    return hex("01").count(elements);
  }

  private Data count(int count) {
    out.write(count);
    return this;
  }

  public Data nothing() {
    return hex("00");
  }

  /** An octet-string with the six groups of a code like {@code 1.1.1.8.0.255}. */
  public Data obis(String code) {
    hex("0906");
    for (String group : code.split("\\.")) {
      out.write(Integer.parseInt(group));
    }
    return this;
  }

  public Data visible(String text) {
    return hex("0A").text(text);
  }

  public Data octets(String text) {
    return hex("09").text(text);
  }

  private Data text(String text) {
    out.write(text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  public Data clock(String digits) {
    return hex("090C" + digits);
  }

  public Data u32(long value) {
    return hex("06" + String.format("%08X", value));
  }

  public Data u16(int value) {
    return hex("12" + String.format("%04X", value));
  }

  /** The structure of scaler and unit that follows a value in lists that describe themselves. */
  public Data scale(int scaler, int unit) {
    return hex(String.format("02020F%02X16%02X", scaler & 0xFF, unit));
  }

  public byte[] bytes() {
    return out.toByteArray();
  }
}
