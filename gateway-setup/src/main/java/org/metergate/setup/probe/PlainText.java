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

  /** Fewer different characters are what a line gives that is read too fast. */
  private static final int LEAST_CHARACTERS = 10;

  private static final Pattern CONSOLE =
      Pattern.compile(
          "login:|[Pp]assword:|Linux|systemd|raspberrypi|U-Boot|\\[ *\\d+\\.\\d{6}]|[$#] $|Debian");

  /** A damaged telegram of a P1 port or a readout is text as well. */
  private static final Pattern TELEGRAM =
      Pattern.compile(
          "\\d-\\d:\\d+\\.\\d+\\.\\d+\\(|/[A-Za-z]{3}\\d[ -~]*\r\n|\\(\\d+[.]\\d+\\*[kMm]");

  static Optional<PlainText> in(byte[] bytes) {
    String text = KnownFrames.sevenBits(bytes);
    if (bytes.length <= LEAST || !printable(text) || !sevenBits(bytes)) {
      return Optional.empty();
    }
    if (text.chars().distinct().count() < LEAST_CHARACTERS || telegram(bytes)) {
      return Optional.empty();
    }
    String words = text.replaceAll("[^ -~]+", " ").strip();
    return Optional.of(
        new PlainText(
            CONSOLE.matcher(text).find(),
            words.length() > SAMPLE ? words.substring(0, SAMPLE) + "..." : words));
  }

  /** Whether there are parts of a telegram or a readout, whole or damaged. */
  static boolean telegram(byte[] bytes) {
    return TELEGRAM.matcher(KnownFrames.sevenBits(bytes)).find();
  }

  private static boolean sevenBits(byte[] bytes) {
    int high = 0;
    for (byte each : bytes) {
      high += each < 0 ? 1 : 0;
    }
    return high <= (1 - PRINTABLE) * bytes.length || KnownFrames.evenParity(bytes);
  }

  /** Whether nearly all of it is printable, parity bits apart. */
  static boolean printable(String text) {
    long printable =
        text.chars().filter(c -> c >= ' ' && c < 0x7F || "\r\n\t\u001b".indexOf(c) >= 0).count();
    return printable > PRINTABLE * text.length();
  }
}
