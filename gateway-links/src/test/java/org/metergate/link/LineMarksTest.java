// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.link.LineMarks.Kind;
import org.metergate.link.LineMarks.Mark;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.link.LineSettings;

/** What a terminal writes into its stream about the line, and the parity bit of seven bits. */
class LineMarksTest {

  @Test
  void readsMarksWhereverTheReadsAreCut() throws Exception {
    // 41, FF doubled, a break, a damaged 42, a damaged FF, 00
    byte[] stream = Hex.parse("41 FFFF FF0000 FF0042 FF00FF 00");
    List<Mark> expected =
        List.of(
            new Mark(Kind.GOOD, 0x41),
            new Mark(Kind.GOOD, 0xFF),
            new Mark(Kind.BREAK, 0),
            new Mark(Kind.DAMAGED, 0x42),
            new Mark(Kind.DAMAGED, 0xFF),
            new Mark(Kind.GOOD, 0));
    for (int size = 1; size <= stream.length; size++) {
      LineMarks marks = new LineMarks();
      List<Mark> all = new ArrayList<>();
      for (int from = 0; from < stream.length; from += size) {
        int count = Math.min(size, stream.length - from);
        byte[] part = new byte[size];
        System.arraycopy(stream, from, part, 0, count);
        all.addAll(marks.read(part, count));
      }
      assertEquals(expected, all, "in reads of " + size);
    }
  }

  @Test
  void marksEachByteOfWrongParityAndKeepsEachRightOne() {
    for (LineSettings.Parity parity : LineSettings.Parity.values()) {
      if (parity == LineSettings.Parity.NONE) {
        continue;
      }
      ParityBit bit = ParityBit.of(new LineSettings(300, 7, parity, 1)).orElseThrow();
      byte[] seven = new byte[128];
      for (int i = 0; i < seven.length; i++) {
        seven[i] = (byte) i;
      }
      byte[] line = bit.add(seven);
      byte[] received = line.clone();
      bit.remove(received, received.length);
      assertArrayEquals(seven, received, parity.name());
      for (int i = 0; i < line.length; i++) {
        byte[] wrong = {(byte) (line[i] ^ 0x80)};
        bit.remove(wrong, 1);
        assertEquals(i | 0x80, wrong[0] & 0xFF, parity + " of " + i);
      }
    }
  }

  @Test
  void leavesOtherSettingsToThePort() {
    assertFalse(ParityBit.of(LineSettings.eightNone(2400)).isPresent());
    assertFalse(ParityBit.of(LineSettings.parse("2400 8E1").orElseThrow()).isPresent());
    assertFalse(ParityBit.of(LineSettings.parse("300 7N1").orElseThrow()).isPresent());
  }
}
