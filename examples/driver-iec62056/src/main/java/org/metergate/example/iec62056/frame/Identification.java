// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.frame;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer of a meter to the sign-on (IEC 62056-21, clause 6.3.2, message 2): {@code /XXXZIdent}.
 *
 * @param manufacturer three letters; the third in lower case announces the short reaction time.
 * @param speed the character Z, which offers a mode and a speed.
 * @param name at most 16 characters, chosen by the manufacturer.
 */
public record Identification(String manufacturer, char speed, String name) implements Message {
  private static final Pattern FORM = Pattern.compile("/([A-Za-z]{3})(.)((?:\\\\.)*[^/!]{0,32})");
  private static final int[] BAUD = {300, 600, 1200, 2400, 4800, 9600, 19200};
  private static final int LAST_OF_B = 5;

  /** How the readout follows. */
  public enum Mode {
    /** At once, at the speed of the sign-on. */
    A,
    /** At once, at the speed that Z encodes. */
    B,
    /** After the reader has acknowledged a speed. */
    C
  }

  /**
   * Parses a line.
   *
   * @param line without its end.
   * @return the identification, or empty if the line is something else, such as an echo of the
   *     sign-on.
   */
  public static Optional<Identification> parse(String line) {
    Matcher form = FORM.matcher(line);
    return form.matches()
        ? Optional.of(
            new Identification(form.group(1), form.group(2).charAt(0), form.group(3).strip()))
        : Optional.empty();
  }

  /**
   * Returns how the readout follows.
   *
   * @return the mode that Z encodes.
   */
  public Mode mode() {
    if (speed >= '0' && speed <= '6') {
      return Mode.C;
    }
    return speed >= 'A' && speed <= 'A' + LAST_OF_B ? Mode.B : Mode.A;
  }

  /**
   * Returns the speed at which the readout can be sent.
   *
   * @param signOn the speed of the sign-on, for meters that offer no other.
   * @return bits per second.
   */
  public int baud(int signOn) {
    return switch (mode()) {
      case A -> signOn;
      case B -> BAUD[speed - 'A' + 1];
      case C -> BAUD[speed - '0'];
    };
  }

  /**
   * Returns the acknowledgement of mode C (clause 6.3.3, message 3), which requests the readout.
   *
   * @param baud one of 300 to 19200, as in the table of clause 6.3.14.
   * @return six bytes.
   */
  public static byte[] acknowledgement(int baud) {
    for (int z = 0; z < BAUD.length; z++) {
      if (BAUD[z] == baud) {
        return new byte[] {0x06, '0', (byte) ('0' + z), '0', Ascii.CR, Ascii.LF};
      }
    }
    throw new IllegalArgumentException(baud + " is not a speed of IEC 62056-21");
  }

  /**
   * Returns the highest speed that both sides support.
   *
   * @param offered speed offered by the meter.
   * @param max highest speed of the reading head.
   * @return bits per second, 300 at least.
   */
  public static int common(int offered, int max) {
    int best = BAUD[0];
    for (int baud : BAUD) {
      best = baud <= offered && baud <= max ? baud : best;
    }
    return best;
  }

  /**
   * Returns the identification as on the wire.
   *
   * @return {@code /XXXZIdent}.
   */
  @Override
  public String toString() {
    return "/" + manufacturer + speed + name;
  }
}
