// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts telegrams with the platform's own cipher, independent of the driver's. */
public final class TestCipher {
  /** The encryption key of {@link #seal}. */
  public static final String KEY = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

  /** The authentication key that all meters of Luxembourg share; it is public. */
  public static final String COMMON_KEY = "00112233445566778899AABBCCDDEEFF";

  private TestCipher() {}

  /** Encrypts a text as a meter of Luxembourg does. */
  public static byte[] seal(byte[] text, int counter) {
    return seal(text, counter, KEY, COMMON_KEY);
  }

  /** Encrypts a text with given keys. */
  public static byte[] seal(byte[] text, int counter, String key, String authenticationKey) {
    byte[] title = Texts.bytes("SAGgp\0\7Z");
    try {
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(HexFormat.of().parseHex(key), "AES"),
          new GCMParameterSpec(96, ByteBuffer.allocate(12).put(title).putInt(counter).array()));
      gcm.updateAAD(new byte[] {0x30});
      gcm.updateAAD(HexFormat.of().parseHex(authenticationKey));
      byte[] sealed = gcm.doFinal(text);
      return ByteBuffer.allocate(18 + sealed.length)
          .put((byte) 0xDB)
          .put((byte) 8)
          .put(title)
          .put((byte) 0x82)
          .putShort((short) (5 + sealed.length))
          .put((byte) 0x30)
          .putInt(counter)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }
}
