// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.codec.MalformedException;

class GloCipherTest {
  private static final String EK = "8D2F0C6B51E79A3400F1C2B3A4958677";
  private static final String AK = "17263544536271809FAEBDCCDBEAF908";
  private static final String OTHER = "FEDCBA98765432100123456789ABCDEF";

  /** A plaintext that begins with its own length counts as a message here. */
  private static final PlaintextCheck CHECK =
      plaintext ->
          plaintext.length > 2 && plaintext[0] == 0x0F && plaintext[1] == (byte) plaintext.length;

  private final TestCipher testCipher = new TestCipher(EK, AK);

  @ParameterizedTest
  @ValueSource(ints = {3, 15, 16, 17, 31, 32, 33, 255, 447})
  void opensWhatTheOtherImplementationSealed(int length) throws Exception {
    GloCipher cipher = cipher(EK, AK);
    for (int counter = 1; counter <= 3; counter++) { // the tables are used again
      byte[] plaintext = message(length, counter);
      DecryptionResult.Authenticated opened =
          assertInstanceOf(
              DecryptionResult.Authenticated.class,
              cipher.open(frame(testCipher.frame(counter, plaintext))));
      assertArrayEquals(plaintext, opened.plaintext());
      assertFalse(opened.keysSwapped());
    }
  }

  @Test
  void opensSuiteOneAndTheBroadcastKeySetAlike() throws Exception {
    byte[] plaintext = message(40, 9);
    for (int control : new int[] {0x31, 0x70}) {
      byte[] bytes = testCipher.control(control).frame(9, plaintext);
      DecryptionResult.Authenticated opened =
          assertInstanceOf(DecryptionResult.Authenticated.class, cipher(EK, AK).open(frame(bytes)));
      assertArrayEquals(plaintext, opened.plaintext());
    }
  }

  @Test
  void readsOnWithSwappedKeysAndSaysSoEachTime() throws Exception {
    GloCipher cipher = cipher(AK, EK);
    for (int counter = 1; counter <= 3; counter++) {
      byte[] plaintext = message(50, counter);
      DecryptionResult.Authenticated opened =
          assertInstanceOf(
              DecryptionResult.Authenticated.class,
              cipher.open(frame(testCipher.frame(counter, plaintext))));
      assertArrayEquals(plaintext, opened.plaintext());
      assertTrue(opened.keysSwapped());
    }
  }

  @Test
  void tellsAWrongAuthenticationKeyFromAWrongEncryptionKey() throws Exception {
    GloFrame frame = frame(testCipher.frame(5, message(60, 5)));
    assertInstanceOf(DecryptionResult.WrongAuthenticationKey.class, cipher(EK, OTHER).open(frame));
    assertInstanceOf(DecryptionResult.WrongEncryptionKey.class, cipher(OTHER, AK).open(frame));
    assertInstanceOf(DecryptionResult.WrongEncryptionKey.class, cipher(OTHER, EK).open(frame));
    assertInstanceOf(
        DecryptionResult.WrongEncryptionKey.class,
        new GloCipher(key(OTHER), Optional.empty(), CHECK).open(frame));
  }

  @Test
  void opensWithoutTheAuthenticationKeyAndSaysThatNothingIsProven() throws Exception {
    byte[] plaintext = message(447, 6);
    GloFrame frame = frame(testCipher.frame(6, plaintext));
    for (Optional<CipherKey> none :
        java.util.List.of(Optional.<CipherKey>empty(), Optional.of(key("00".repeat(16))))) {
      DecryptionResult.Unauthenticated opened =
          assertInstanceOf(
              DecryptionResult.Unauthenticated.class,
              new GloCipher(key(EK), none, CHECK).open(frame));
      assertArrayEquals(plaintext, opened.plaintext());
      assertEquals(DecryptionResult.Why.NO_AUTHENTICATION_KEY, opened.why());
    }
  }

  @Test
  void opensAFrameWithoutTagWithTheKeysInEitherOrder() throws Exception {
    byte[] plaintext = message(100, 7);
    GloFrame frame = frame(testCipher.control(0x20).frame(7, plaintext));
    assertEquals(
        DecryptionResult.Why.NO_TAG, unauthenticated(cipher(EK, AK), frame, plaintext).why());
    assertFalse(unauthenticated(cipher(EK, AK), frame, plaintext).keysSwapped());
    assertTrue(unauthenticated(cipher(AK, EK), frame, plaintext).keysSwapped());
    assertInstanceOf(DecryptionResult.WrongEncryptionKey.class, cipher(OTHER, AK).open(frame));
  }

  @Test
  void noticesEveryFlippedBitOfTheCipheredPart() throws Exception {
    byte[] good = testCipher.frame(8, message(33, 8));
    GloCipher cipher = cipher(EK, AK);
    for (int bit = 2 * 8; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        DecryptionResult decryptionResult = cipher.open(frame(bad));
        boolean refused =
            decryptionResult instanceof DecryptionResult.WrongAuthenticationKey
                || decryptionResult instanceof DecryptionResult.WrongEncryptionKey
                || decryptionResult instanceof DecryptionResult.Unsupported;
        boolean unproven =
            decryptionResult instanceof DecryptionResult.Unauthenticated; // the bit that says "tag"
        assertTrue(
            refused || unproven && bit / 8 == 13, "bit " + bit + " gave " + decryptionResult);
      } catch (MalformedException e) {
        assertTrue(bit / 8 <= 13, "only the length and the control byte change the form: " + bit);
      }
    }
    assertInstanceOf(
        DecryptionResult.Authenticated.class, cipher.open(frame(good)), "and it still works");
  }

  @Test
  void refusesProtectionThatItDoesNotKnow() throws Exception {
    byte[] bytes = testCipher.frame(3, message(20, 3));
    bytes[13] = 0x12; // authenticated only, suite 2
    DecryptionResult.Unsupported opened =
        assertInstanceOf(DecryptionResult.Unsupported.class, cipher(EK, AK).open(frame(bytes)));
    assertEquals(0x12, opened.securityControl());
  }

  private static DecryptionResult.Unauthenticated unauthenticated(
      GloCipher cipher, GloFrame frame, byte[] plaintext) {
    DecryptionResult.Unauthenticated opened =
        assertInstanceOf(DecryptionResult.Unauthenticated.class, cipher.open(frame));
    assertArrayEquals(plaintext, opened.plaintext());
    return opened;
  }

  private static byte[] message(int length, int seed) {
    byte[] plaintext = new byte[length];
    new Random(seed).nextBytes(plaintext);
    plaintext[0] = 0x0F;
    plaintext[1] = (byte) length;
    return plaintext;
  }

  private static GloFrame frame(byte[] bytes) throws MalformedException {
    return GloFrame.parse(Arrays.copyOf(bytes, bytes.length), 0, bytes.length);
  }

  private static GloCipher cipher(String encryption, String authentication)
      throws KeyFormatException {
    return new GloCipher(key(encryption), Optional.of(key(authentication)), CHECK);
  }

  private static CipherKey key(String digits) throws KeyFormatException {
    return CipherKey.parse(digits);
  }
}
