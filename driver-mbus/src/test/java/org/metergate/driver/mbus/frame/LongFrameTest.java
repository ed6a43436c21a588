// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.Hex;

class LongFrameTest {
  private static LongFrame withControl(int control) {
    return new LongFrame(control, 1, 0x72, new byte[0]);
  }

  @Test
  void distinguishesAnswersFromTheFramesOfAMaster() {
    for (int control : new int[] {0x08, 0x18, 0x28, 0x38}) {
      assertTrue(withControl(control).isResponse(), () -> Integer.toHexString(control));
    }
    for (int control : new int[] {0x53, 0x73, 0x48, 0x78}) {
      assertFalse(withControl(control).isResponse(), () -> Integer.toHexString(control));
    }
    assertFalse(withControl(0x0B).isResponse(), "a link status");
  }

  @Test
  void equalsAFrameWithTheSameFieldsAndDataAlone() {
    LongFrame frame = new LongFrame(0x08, 1, 0x72, new byte[] {1, 2});
    LongFrame same = new LongFrame(0x08, 1, 0x72, new byte[] {1, 2});
    assertEquals(frame, same);
    assertEquals(frame.hashCode(), same.hashCode());
    for (LongFrame other :
        List.of(
            new LongFrame(0x18, 1, 0x72, new byte[] {1, 2}),
            new LongFrame(0x08, 2, 0x72, new byte[] {1, 2}),
            new LongFrame(0x08, 1, 0x76, new byte[] {1, 2}),
            new LongFrame(0x08, 1, 0x72, new byte[] {1, 3}),
            new LongFrame(0x08, 1, 0x72, new byte[] {1}))) {
      assertNotEquals(frame, other, () -> Hex.of(other.bytes()));
    }
  }

  @Test
  void theChecksumIsTheSumModulo256() {
    assertEquals("107B850016", Hex.of(new ShortFrame(0x7B, 0x85).bytes()));
    byte[] data = {-1};
    assertEquals("68040468FFFFFFFFFC16", Hex.of(new LongFrame(0xFF, 0xFF, 0xFF, data).bytes()));
  }

  @Test
  void refusesMoreDataThanItsLengthCanCount() {
    assertEquals(261, new LongFrame(0x08, 1, 0x72, new byte[252]).bytes().length);
    assertThrows(IllegalArgumentException.class, () -> new LongFrame(0x08, 1, 0x72, new byte[253]));
  }
}
