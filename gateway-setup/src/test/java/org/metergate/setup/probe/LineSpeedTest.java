// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSpeedTest {

  /** A UART that samples the middle of each bit, and waits for the next falling edge. */
  private static List<LineByte> readTooFast(byte[] sent, int factor, boolean inverted) {
    List<Boolean> levels = new ArrayList<>();
    for (byte each : sent) {
      int frame = (each & 0xFF) << 1 | 0x200;
      for (int bit = 0; bit < 10; bit++) {
        for (int i = 0; i < factor; i++) {
          levels.add((frame >> bit & 1) != 0 != inverted);
        }
      }
    }
    List<LineByte> read = new ArrayList<>();
    int at = 1;
    while (at + 10 < levels.size()) {
      if (levels.get(at) || !levels.get(at - 1)) {
        at++;
        continue;
      }
      int value = 0;
      for (int bit = 0; bit < 8; bit++) {
        value |= levels.get(at + 1 + bit) ? 1 << bit : 0;
      }
      read.add(new LineByte(at, value, LineByte.Kind.GOOD));
      at += 9;
    }
    return read;
  }

  @ParameterizedTest
  @CsvSource({"16, TENFOLD", "8, EIGHTFOLD", "4, FOURFOLD", "2, DOUBLE", "1, FITTING"})
  void seesHowManyTimesTooFastALineIsReadWhateverItsPolarity(int factor, LineSpeed speed) {
    byte[] sent = new byte[400];
    new Random(7).nextBytes(sent);
    assertEquals(speed, LineSpeed.of(readTooFast(sent, factor, false)));
    assertEquals(speed, LineSpeed.of(readTooFast(sent, factor, true)));
  }

  /** The first group of equal bits may be cut off at its beginning: all phases are possible. */
  @Test
  void theThirteenValuesOfAFourthOfTheSpeedAreAllOfThem() {
    int[] possible = {0x00, 0x0F, 0x1E, 0x3C, 0x78, 0x80, 0xC0, 0xE0, 0xF0, 0xF8, 0xFC, 0xFE, 0xFF};
    List<LineByte> bytes = new ArrayList<>();
    for (int value : possible) {
      bytes.add(new LineByte(0, value, LineByte.Kind.GOOD));
    }
    assertEquals(LineSpeed.FOURFOLD, LineSpeed.of(bytes));
    int others = 0;
    for (int value = 0; value < 256; value++) {
      LineByte other = new LineByte(0, value, LineByte.Kind.GOOD);
      List<LineByte> alone = java.util.Collections.nCopies(20, other);
      others += LineSpeed.of(alone).factor() < 4 ? 1 : 0;
    }
    assertEquals(256 - possible.length, others);
  }

  @Test
  void saysNothingOfAFewBytes() {
    byte[] sent = new byte[8];
    assertEquals(LineSpeed.UNKNOWN, LineSpeed.of(readTooFast(sent, 1, false)));
    assertEquals(LineSpeed.UNKNOWN, LineSpeed.of(List.of()));
  }
}
