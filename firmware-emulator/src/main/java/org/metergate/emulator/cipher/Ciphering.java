// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.cipher;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * General-glo-ciphering with the Java platform's own AES-GCM: {@code DB 08}, system title, length
 * as {@code 82} and two bytes, security control 30, invocation counter, ciphertext, tag of 12 bytes
 * (DLMS Green Book, general-glo-ciphering, suite 0).
 */
public final class Ciphering {
  private static final int TAG = 12;
  private static final byte AUTHENTICATED_AND_ENCRYPTED = 0x30;

  private final byte[] title;
  private final SecretKeySpec encryptionKey;
  private final byte[] authenticationKey;

  /**
   * Creates a cipher.
   *
   * @param title the system title, 8 bytes.
   * @param encryptionKey 16 bytes.
   * @param authenticationKey 16 bytes.
   */
  public Ciphering(byte[] title, byte[] encryptionKey, byte[] authenticationKey) {
    this.title = title.clone();
    this.encryptionKey = new SecretKeySpec(encryptionKey, "AES");
    this.authenticationKey = authenticationKey.clone();
  }

  /**
   * Encrypts one APDU.
   *
   * @param apdu the plain text.
   * @param counter must never be used again with these keys.
   * @return the general-glo-ciphering APDU.
   */
  public byte[] seal(byte[] apdu, int counter) {
    byte[] nonce = ByteBuffer.allocate(12).put(title).putInt(counter).array();
    byte[] sealed;
    try {
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(Cipher.ENCRYPT_MODE, encryptionKey, new GCMParameterSpec(TAG * 8, nonce));
      gcm.updateAAD(new byte[] {AUTHENTICATED_AND_ENCRYPTED});
      gcm.updateAAD(authenticationKey);
      sealed = gcm.doFinal(apdu);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
    return ByteBuffer.allocate(2 + title.length + 3 + 5 + sealed.length)
        .put((byte) 0xDB)
        .put((byte) title.length)
        .put(title)
        .put((byte) 0x82)
        .putShort((short) (5 + sealed.length))
        .put(AUTHENTICATED_AND_ENCRYPTED)
        .putInt(counter)
        .put(sealed)
        .array();
  }
}
