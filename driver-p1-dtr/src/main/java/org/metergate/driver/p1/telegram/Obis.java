// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

/**
 * The number of a register packed into one long, eight bits each: A, B, C, D, E, F of {@code
 * A-B:C.D.E*F}. The letters of IEC 62056-21 stand for numbers: C for 96, F for 97, L for 98, P for
 * 99, so that {@code F.F} is 97.97.0. Typing errors of meters and standards ({@code 1-0:72:32.0})
 * are read as intended.
 */
final class Obis {
  /** Group F where it is omitted: the present value. */
  static final int PRESENT = 255;

  private static final int MAX_GROUPS = 6;

  private Obis() {}

  /**
   * Reads a number.
   *
   * @param b contains it.
   * @param from its first digit.
   * @param to after its last digit.
   * @return the packed number, or -1 where it is not one: fewer than three groups (two with a
   *     letter), one over 255.
   */
  static long parse(byte[] b, int from, int to) {
    long packed = 0;
    int groups = 0;
    int value = -1;
    boolean medium = false;
    boolean letters = false;
    for (int i = from; i <= to; i++) {
      int digit = i < to ? b[i] - '0' : -1;
      int letter = i < to && value < 0 ? letter(b[i]) : -1;
      if (letter >= 0) {
        value = letter;
        letters = true;
      } else if (digit >= 0 && digit <= 9) {
        value = (value < 0 ? 0 : value * 10) + digit;
        if (value > 255) {
          return -1;
        }
      } else if (value < 0 || groups == MAX_GROUPS) {
        return -1;
      } else {
        medium |= groups == 0 && i < to && b[i] == '-';
        packed = packed << 8 | value;
        groups++;
        value = -1;
      }
    }
    if (letters && !medium && groups == 2) { // F.F
      packed <<= 8;
      groups++;
    }
    return complete(packed, groups, medium);
  }

  private static int letter(byte b) {
    return switch (b) {
      case 'C' -> 96;
      case 'F' -> 97;
      case 'L' -> 98;
      case 'P' -> 99;
      default -> -1;
    };
  }

  /** Adds the groups that may be omitted: A and B at the beginning, F at the end. */
  private static long complete(long packed, int groups, boolean medium) {
    int given = medium ? groups : groups + 2;
    if (given < 5 || given > MAX_GROUPS || groups < 3) {
      return -1;
    }
    long whole = given == MAX_GROUPS ? packed : packed << 8 | PRESENT;
    boolean electricity = !medium && (whole >> 24 & 0xFF) < 94;
    return electricity ? whole | 1L << 40 : whole;
  }

  static int a(long obis) {
    return (int) (obis >> 40 & 0xFF);
  }

  static int b(long obis) {
    return (int) (obis >> 32 & 0xFF);
  }

  static int c(long obis) {
    return (int) (obis >> 24 & 0xFF);
  }

  /** C, D and E in one: {@code 0x010801} for 1.8.1. */
  static int cde(long obis) {
    return (int) (obis >> 8 & 0xFFFFFF);
  }

  static int f(long obis) {
    return (int) (obis & 0xFF);
  }
}
