// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.List;

/**
 * How many times too fast a line is read, from the set of byte values, whatever its polarity. Each
 * bit of the line becomes k bits, so that within a byte as it is read the levels last for multiples
 * of k; only the phase of the first is open. At k = 4 only 13 values are possible, at k = 8 two or
 * three, from 10 on only breaks.
 */
enum LineSpeed {
  /** Too few bytes for a statement. */
  UNKNOWN(0),
  /** 10 times or more: each low level is longer than a byte. */
  TENFOLD(16),
  /** 8 times. */
  EIGHTFOLD(8),
  /** 4 times. */
  FOURFOLD(4),
  /** 2 times. */
  DOUBLE(2),
  /** Right, or too slow. */
  FITTING(1);

  /** The speed at which this is measured. */
  static final int READ_AT = 19_200;

  private static final int LEAST_BYTES = 12;
  private static final boolean[] AT_DOUBLE = possible(2);
  private static final boolean[] AT_FOURFOLD = possible(4);

  private final int factor;

  LineSpeed(int factor) {
    this.factor = factor;
  }

  /** Returns how many times too fast; 0 if unknown, 16 for all from 10 on. */
  int factor() {
    return factor;
  }

  /** Returns the speeds of the line, the most likely first, when it was read at 19200 baud. */
  List<Integer> candidates() {
    return switch (this) {
      case UNKNOWN -> List.of(2400, 115_200);
      case TENFOLD -> List.of(1200, 300, 600);
      case EIGHTFOLD -> List.of(2400);
      case FOURFOLD -> List.of(4800, 9600);
      case DOUBLE -> List.of(9600);
      case FITTING -> List.of(115_200, 19_200, 38_400, 57_600);
    };
  }

  /** Measures the speed of the bytes of bursts; thresholds from 720 simulated lines, 710 right. */
  static LineSpeed of(List<LineByte> bytes) {
    if (bytes.size() < LEAST_BYTES) {
      return UNKNOWN;
    }
    double count = bytes.size();
    double zero = share(bytes, 0x00);
    double eighty = share(bytes, 0x80);
    if (zero >= 0.97) {
      return TENFOLD;
    }
    if (zero + eighty + share(bytes, 0xFE) >= 0.97 && eighty > 0.1) {
      return EIGHTFOLD;
    }
    if (bytes.stream().filter(b -> AT_FOURFOLD[b.value()]).count() / count >= 0.93) {
      return FOURFOLD;
    }
    if (bytes.stream().filter(b -> AT_DOUBLE[b.value()]).count() / count >= 0.93) {
      return DOUBLE;
    }
    return FITTING;
  }

  /**
   * Returns how many times too fast bytes of a line were read, at any speed: 6, 4, 3, 2 or 1; 0 for
   * too few bytes. The set of values of each is part of those of its divisors.
   */
  static int times(List<LineByte> bytes) {
    if (bytes.size() < LEAST_BYTES) {
      return 0;
    }
    for (int times : new int[] {6, 4, 3, 2}) {
      boolean[] possible = possible(times);
      if (bytes.stream().filter(b -> possible[b.value()]).count() >= 0.93 * bytes.size()) {
        return times;
      }
    }
    return 1;
  }

  private static double share(List<LineByte> bytes, int value) {
    return bytes.stream().filter(b -> b.value() == value).count() / (double) bytes.size();
  }

  private static boolean[] possible(int factor) {
    boolean[] possible = new boolean[256];
    for (int value = 0; value < 256; value++) {
      for (int phase = 0; phase < factor; phase++) {
        possible[value] |= fits(value << 1, factor, phase);
      }
    }
    return possible;
  }

  /**
   * Whether start bit and data bits consist of equal groups, the first one shorter by the phase.
   */
  private static boolean fits(int startAndData, int factor, int phase) {
    int groupEnd = factor - phase;
    for (int bit = 1; bit < 9; bit++) {
      if (bit == groupEnd) {
        groupEnd += factor;
      } else if ((startAndData >> bit & 1) != (startAndData >> (bit - 1) & 1)) {
        return false;
      }
    }
    return true;
  }
}
