// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text that is no telegram: a console, or whatever else prints.
 *
 * @param console whether it looks like the console of a Linux computer.
 * @param sample its first words, printable, at most 60 characters.
 */
record PlainText(boolean console, String sample) {
  private static final double PRINTABLE = 0.98;
  private static final int LEAST = 30;
  private static final int SAMPLE = 60;
  private static final Pattern CONSOLE =
      Pattern.compile(
          "login:|[Pp]assword:|Linux|systemd|raspberrypi|U-Boot|\\[ *\\d+\\.\\d{6}]|[$#] $|Debian");

  /** A damaged telegram of a P1 port or a readout is text as well. */
  private static final Pattern TELEGRAM =
      Pattern.compile(
          "\\d-\\d:\\d+\\.\\d+\\.\\d+\\(|/[A-Za-z]{3}\\d[ -~]*\r\n|\\(\\d+[.]\\d+\\*[kMm]");

  static Optional<PlainText> in(byte[] bytes) {
    if (bytes.length <= LEAST) {
      return Optional.empty();
    }
    int printable = 0;
    for (byte each : bytes) {
      printable +=
          each >= ' ' && each < 0x7F || each == '\r' || each == '\n' || each == 27 || each == '\t'
              ? 1
              : 0;
    }
    String text = KnownFrames.sevenBits(bytes);
    if (printable <= PRINTABLE * bytes.length || TELEGRAM.matcher(text).find()) {
      return Optional.empty();
    }
    String words = text.replaceAll("[^ -~]+", " ").strip();
    return Optional.of(
        new PlainText(
            CONSOLE.matcher(text).find(),
            words.length() > SAMPLE ? words.substring(0, SAMPLE) + "..." : words));
  }
}
