// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

class HeadTableTest {
  private final HeadTable table = new HeadTable();

  @Test
  void keepsHeadsThatComeAgain() throws MalformedException {
    for (String head : new String[] {"04 06", "86 40 FF 02", "8C 80 40 FD 3A", "C4 86 03 FB 2C"}) {
      assertSame(read(head + "010203"), read(head + "040506"), head);
    }
  }

  @Test
  void keepsNoLongHeadsAndNoTexts() throws MalformedException {
    for (String head : new String[] {"01 86" + "BB".repeat(14) + "3B", "02 FC 03 48 52 25 74"}) {
      assertNotSame(read(head), read(head), head);
    }
  }

  @Test
  void readsWhateverComesAsItIsReadWithoutTable() {
    Random random = new Random(13757);
    int kept = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] data = bytes(random);
      String expected = outcome(data, HeadReader::read);
      assertEquals(expected, outcome(data, table::read));
      assertEquals(expected, outcome(data, table::read), "the second time");
      kept += expected.startsWith("Found") ? 1 : 0;
    }
    assertTrue(kept > 100_000, kept + " heads");
  }

  private HeadReader.Found read(String head) throws MalformedException {
    byte[] data = Records.bytes(head);
    return table.read(data, new ByteCursor(data));
  }

  /** From few values, so that many differ in one byte, and many have the same place. */
  private static byte[] bytes(Random random) {
    byte[] data = new byte[random.nextInt(24)];
    for (int i = 0; i < data.length; i++) {
      data[i] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(8); // among them the length of a text
            case 1 -> (byte) (0x7B + random.nextInt(8)); // all that opens a table
            case 2 -> (byte) (0xFB + random.nextInt(5)); // the same with another byte after it
            default -> (byte) random.nextInt(256);
          };
    }
    return data;
  }

  private interface Reader {
    HeadReader.Found read(byte[] data, ByteCursor bytes) throws MalformedException;
  }

  /** What was read and where it ends, or why it cannot be read. */
  private static String outcome(byte[] data, Reader reader) {
    ByteCursor bytes = new ByteCursor(data);
    try {
      return reader.read(data, bytes) + " to " + bytes.position();
    } catch (MalformedException e) {
      return e.getMessage();
    }
  }
}
