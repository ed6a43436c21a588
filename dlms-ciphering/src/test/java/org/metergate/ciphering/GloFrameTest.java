// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

class GloFrameTest {
  /** One byte of ciphertext, so that every field shows. */
  private static final String SHORTEST =
      "DB" // general-glo-ciphering
          + "08" // eight bytes of system title
          + "4B414D450102F3A7" // KAM, E, serial number 16970663
          + "12" // 18 bytes follow
          + "30" // authenticated and encrypted, suite 0
          + "FFFFFFFE" // invocation counter
          + "C1" // ciphertext
          + "00112233445566778899AABB"; // tag

  @Test
  void readsEveryField() throws MalformedException {
    GloFrame frame = parse(SHORTEST);
    assertEquals(0x4B414D450102F3A7L, frame.systemTitle());
    assertEquals(0x30, frame.securityControl());
    assertEquals(4294967294L, frame.invocationCounter());
    assertTrue(frame.authenticated());
    assertEquals(1, frame.cipherLength());
    assertEquals((byte) 0xC1, frame.bytes()[frame.cipherOffset()]);
  }

  @Test
  void readsAFrameInTheMiddleOfAnArray() throws MalformedException {
    byte[] bytes = Hex.parse("E6E700" + SHORTEST + "FFFF");
    GloFrame frame = GloFrame.parse(bytes, 3, bytes.length - 5);
    assertEquals(0x4B414D450102F3A7L, frame.systemTitle());
    assertEquals(1, frame.cipherLength());
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "8112", "820012", "83000012", "8400000012"})
  void readsEveryFormOfTheLength(String length) throws MalformedException {
    String text = SHORTEST.substring(0, 20) + length + SHORTEST.substring(22);
    assertEquals(1, parse(text).cipherLength());
    byte[] bytes = Hex.parse(text);
    assertEquals(OptionalInt.of(bytes.length), GloFrame.wholeLength(bytes, 0, bytes.length));
  }

  @Test
  void countsAFrameWithoutTag() throws MalformedException {
    GloFrame frame = parse("DB084B414D450102F3A706200000000AC1");
    assertFalse(frame.authenticated());
    assertEquals(1, frame.cipherLength());
  }

  @ParameterizedTest
  @CsvSource({
    "DC084B414D450102F3A706200000000AC1, does not begin a ciphered message",
    "DB0006200000000AC1, the system title has 0 bytes instead of 8",
    "DB084B414D450102F3A705200000000AC1, the ciphered part should have 5 bytes",
    "DB084B414D450102F3A707200000000AC1, the ciphered part should have 7 bytes",
    "DB084B414D450102F3A700, has no ciphertext",
    "DB084B414D450102F3A705200000000A, has no ciphertext",
    "DB084B414D450102F3A706300000000AC1, has no ciphertext",
    "DB084B414D450102, there should be 8 more",
    "DB, there should be 1 more",
  })
  void refusesWhatIsNoFrame(String text, String reason) {
    MalformedException refusal = assertThrows(MalformedException.class, () -> parse(text));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  @Test
  void tellsTheLengthOfAFrameInAStreamAsSoonAsItCan() throws MalformedException {
    byte[] bytes = Hex.parse(SHORTEST.substring(0, 20) + "820012" + SHORTEST.substring(22));
    for (int available = 0; available <= bytes.length; available++) {
      OptionalInt expected = available < 13 ? OptionalInt.empty() : OptionalInt.of(bytes.length);
      assertEquals(
          expected, GloFrame.wholeLength(bytes, 0, available), available + " bytes are there");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0F", "DB07", "DB084B414D450102F3A780", "DB084B414D450102F3A785"})
  void refusesAStreamThatBeginsNoFrame(String text) throws MalformedException {
    byte[] bytes = Hex.parse(text);
    assertThrows(MalformedException.class, () -> GloFrame.wholeLength(bytes, 0, bytes.length));
  }

  @Test
  void knowsWhichProtectionItSupports() throws MalformedException {
    byte[] bytes = Hex.parse(SHORTEST);
    for (int control = 0; control < 256; control++) {
      byte[] copy = Arrays.copyOf(bytes, bytes.length);
      copy[11] = (byte) control;
      boolean known = (control & 0x0F) <= 1 && (control & 0xA0) == 0x20;
      assertEquals(known, GloFrame.parse(copy, 0, copy.length).supported(), "SC " + control);
    }
  }

  private static GloFrame parse(String hex) throws MalformedException {
    byte[] bytes = Hex.parse(hex);
    return GloFrame.parse(bytes, 0, bytes.length);
  }
}
