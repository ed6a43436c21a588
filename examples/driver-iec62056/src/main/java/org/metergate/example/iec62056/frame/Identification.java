// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.frame;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a meter says when it is woken (IEC 62056-21, clause 6.3.2, message 2): {@code /XXXZIdent}.
 *
 * @param manufacturer three letters; the third in lower case asks for the short reaction time.
 * @param speed the character Z, which offers a mode and a speed.
 * @param name at most 16 characters, the meter's own.
 */
public record Identification(String manufacturer, char speed, String name) {
  private static final Pattern FORM = Pattern.compile("/([A-Za-z]{3})(.)((?:\\\\.)*[^/!]{0,32})");
  private static final int[] BAUD = {300, 600, 1200, 2400, 4800, 9600, 19200};
  private static final int LAST_OF_B = 5;

  /** How the readout follows. */
  public enum Mode {
    /** At once, at the speed of the sign-on. */
    A,
    /** At once, at the speed that Z names. */
    B,
    /** When the reader has acknowledged a speed. */
    C
  }

  /**
   * Reads a line.
   *
   * @param line without its end.
   * @return the identification, or nothing where the line is none: an echo of the sign-on, say.
   */
  public static Optional<Identification> parse(String line) {
    Matcher form = FORM.matcher(line);
    return form.matches()
        ? Optional.of(
            new Identification(form.group(1), form.group(2).charAt(0), form.group(3).strip()))
        : Optional.empty();
  }

  /**
   * Says how the readout follows.
   *
   * @return the mode that Z stands for.
   */
  public Mode mode() {
    if (speed >= '0' && speed <= '6') {
      return Mode.C;
    }
    return speed >= 'A' && speed <= 'A' + LAST_OF_B ? Mode.B : Mode.A;
  }

  /**
   * Says at which speed the readout can be sent.
   *
   * @param signOn the speed of the sign-on, for meters that offer no other.
   * @return bits a second.
   */
  public int baud(int signOn) {
    return switch (mode()) {
      case A -> signOn;
      case B -> BAUD[speed - 'A' + 1];
      case C -> BAUD[speed - '0'];
    };
  }

  /**
   * Makes the acknowledgement of mode C (clause 6.3.3, message 3): the readout, please.
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
    throw new IllegalArgumentException(baud + " is no speed of IEC 62056-21");
  }

  /**
   * Finds the highest speed that both sides can.
   *
   * @param offered by the meter.
   * @param most that the reading head can.
   * @return bits a second, 300 at least.
   */
  public static int common(int offered, int most) {
    int best = BAUD[0];
    for (int baud : BAUD) {
      best = baud <= offered && baud <= most ? baud : best;
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
