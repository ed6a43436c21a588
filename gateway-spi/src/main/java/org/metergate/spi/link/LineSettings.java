// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speed and framing of an asynchronous line.
 *
 * @param baud bits per second, 50 to 4,000,000.
 * @param dataBits 5 to 8.
 * @param parity none, even, odd, mark or space.
 * @param stopBits 1 or 2.
 */
public record LineSettings(int baud, int dataBits, Parity parity, int stopBits) {
  private static final Pattern FORM = Pattern.compile("(\\d{2,7}) ([5-8])([NEOMS])([12])");

  /** The parity bit. */
  public enum Parity {
    /** No parity bit. */
    NONE,
    /** Even number of ones. */
    EVEN,
    /** Odd number of ones. */
    ODD,
    /** Always one. */
    MARK,
    /** Always zero. */
    SPACE
  }

  /** Checks the ranges. */
  public LineSettings {
    if (baud < 50 || baud > 4_000_000) {
      throw new IllegalArgumentException("baud " + baud + " is not 50 to 4000000");
    }
    if (dataBits < 5 || dataBits > 8 || stopBits < 1 || stopBits > 2 || parity == null) {
      throw new IllegalArgumentException("not a line setting: " + dataBits + "/" + stopBits);
    }
  }

  /**
   * Returns a setting of eight data bits, no parity, one stop bit.
   *
   * @param baud bits per second.
   * @return the setting.
   */
  public static LineSettings eightNone(int baud) {
    return new LineSettings(baud, 8, Parity.NONE, 1);
  }

  /**
   * Parses the usual short form.
   *
   * @param text for example {@code 2400 8N1}.
   * @return the setting, or empty if the text is not a line setting.
   */
  public static Optional<LineSettings> parse(String text) {
    Matcher m = FORM.matcher(text.trim());
    if (!m.matches()) {
      return Optional.empty();
    }
    int baud = Integer.parseInt(m.group(1));
    if (baud < 50 || baud > 4_000_000) {
      return Optional.empty();
    }
    Parity parity =
        switch (m.group(3)) {
          case "E" -> Parity.EVEN;
          case "O" -> Parity.ODD;
          case "M" -> Parity.MARK;
          case "S" -> Parity.SPACE;
          default -> Parity.NONE;
        };
    return Optional.of(
        new LineSettings(baud, Integer.parseInt(m.group(2)), parity, Integer.parseInt(m.group(4))));
  }

  /**
   * Returns how long one byte takes on the wire: start bit, data, parity, stop.
   *
   * @return nanoseconds.
   */
  public long byteNanos() {
    int bits = 1 + dataBits + (parity == Parity.NONE ? 0 : 1) + stopBits;
    return bits * 1_000_000_000L / baud;
  }

  /**
   * Returns the usual short form.
   *
   * @return for example {@code 2400 8N1}.
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d %d%c%d", baud, dataBits, parity.name().charAt(0), stopBits);
  }
}
