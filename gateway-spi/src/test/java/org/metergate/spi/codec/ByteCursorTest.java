// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ByteCursorTest {
  private static final byte[] BYTES = {(byte) 0xFF, (byte) 0xFE, 3, 4, 5, 6, 7, 8};

  @Test
  void readsUnsignedBigEndianNumbers() throws MalformedException {
    ByteCursor cursor = new ByteCursor(BYTES);
    assertEquals(0xFF, cursor.peek());
    assertEquals(0xFF, cursor.u8());
    assertEquals(0xFE03, cursor.u16());
    assertEquals(0x04050607L, cursor.u32());
    assertEquals(7, cursor.position());
    assertEquals(1, cursor.remaining());
    assertEquals(0xFFFE0304L, new ByteCursor(BYTES).u32());
  }

  @Test
  void staysInsideItsPartOfTheArray() throws MalformedException {
    ByteCursor cursor = new ByteCursor(BYTES, 2, 3);
    assertArrayEquals(new byte[] {3, 4, 5}, cursor.take(3));
    refuses(cursor::u8);
    cursor.requireEnd();
  }

  @Test
  void staysWhereItIsWhenBytesAreMissing() {
    ByteCursor cursor = new ByteCursor(BYTES, 5, 3);
    refuses(cursor::u32);
    refuses(() -> cursor.take(4));
    refuses(() -> cursor.skip(-1));
    refuses(() -> cursor.take(Integer.MAX_VALUE));
    refuses(() -> cursor.part(Integer.MIN_VALUE));
    assertEquals(5, cursor.position());
  }

  @Test
  void limitsAnInnerPartAndGoesOnBehindIt() throws MalformedException {
    ByteCursor cursor = new ByteCursor(BYTES);
    cursor.skip(2);
    ByteCursor inner = cursor.part(2);
    assertEquals(0x0304, inner.u16());
    refuses(inner::peek);
    assertEquals(5, cursor.u8());
  }

  @Test
  void saysHowManyBytesAreTooMany() {
    MalformedException e = refuses(new ByteCursor(BYTES, 6, 2)::requireEnd);
    assertEquals("2 bytes too many from byte 6", e.getMessage());
  }

  @Test
  void refusesAPartOutsideTheArray() {
    assertThrows(IndexOutOfBoundsException.class, () -> new ByteCursor(BYTES, 7, 2));
  }

  private static MalformedException refuses(Executable read) {
    MalformedException e = assertThrows(MalformedException.class, read);
    assertTrue(e.getMessage().contains("byte"), e.getMessage());
    assertEquals(0, e.getStackTrace().length, "bad bytes come by the thousand");
    return e;
  }
}
