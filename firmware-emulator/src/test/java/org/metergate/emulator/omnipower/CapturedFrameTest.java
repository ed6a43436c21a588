// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.metergate.emulator.cipher.Ciphering;
import org.metergate.spi.codec.Hex;

/** A real meter's ciphered frame, decrypted and encrypted again, is identical to the last bit. */
@Tag("captures")
class CapturedFrameTest {
  private static final String ENCRYPTION = "5AD84121D9D20B364B7A11F3C1B5827F";
  private static final String AUTHENTICATION = "AFB3F93E3E7204EDB3C27F96DBD51AE0";
  private static final int TITLE = 13; // its offset in the frame
  private static final int CIPHERTEXT = 29;

  @Test
  void isMadeAgainBitByBit() throws Exception {
    byte[] frame = Hex.parse(Files.readString(capture("dk-kamstrup-enc-push1-radius.hex")));
    byte[] title = Arrays.copyOfRange(frame, TITLE, TITLE + 8);
    byte[] counter = Arrays.copyOfRange(frame, CIPHERTEXT - 4, CIPHERTEXT);
    byte[] start = Arrays.copyOf(title, 16);
    System.arraycopy(counter, 0, start, 8, 4);
    start[15] = 2; // GCM encrypts its first block with counter 2
    Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
    SecretKeySpec key = new SecretKeySpec(Hex.parse(ENCRYPTION), "AES");
    ctr.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(start));
    byte[] apdu = ctr.doFinal(frame, CIPHERTEXT, frame.length - CIPHERTEXT - 12 - 3);
    int number = java.nio.ByteBuffer.wrap(counter).getInt();
    Ciphering ciphering = new Ciphering(title, Hex.parse(ENCRYPTION), Hex.parse(AUTHENTICATION));
    byte[] again = HdlcWriter.frame(0x41, 0x03, ciphering.seal(apdu, number));
    assertEquals(Hex.of(frame), Hex.of(again));
  }

  /** Looks in the folder set by the system property, else next to the project. */
  private static Path capture(String name) {
    Path file = Path.of(System.getProperty("metergate.captures", "none"), "dlms", name);
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path sibling = up.resolve("shared/captures/dlms").resolve(name);
      file = Files.isRegularFile(file) ? file : sibling;
    }
    assumeTrue(
        Files.isRegularFile(file),
        "there are no captured frames: neither in ../shared/captures nor where the system property"
            + " metergate.captures points to");
    return file;
  }
}
