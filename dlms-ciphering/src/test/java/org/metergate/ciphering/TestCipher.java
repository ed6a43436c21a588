// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts frames with the JDK's own AES-GCM, so that two implementations must agree. */
final class TestCipher {
  static final String TITLE = "4B414D450102F3A7";

  int control = 0x30;
  byte[] length;
  String title = TITLE;
  private final byte[] encryption;
  private final byte[] authentication;

  TestCipher(String encryption, String authentication) {
    this.encryption = HexFormat.of().parseHex(encryption);
    this.authentication = HexFormat.of().parseHex(authentication);
  }

  TestCipher control(int securityControl) {
    control = securityControl;
    return this;
  }

  /** The bytes of the length field, where they are not the shortest form. */
  TestCipher length(int... field) {
    length = new byte[field.length];
    for (int i = 0; i < field.length; i++) {
      length[i] = (byte) field[i];
    }
    return this;
  }

  byte[] frame(int counter, byte[] plaintext) throws GeneralSecurityException {
    byte[] header = {
      (byte) control,
      (byte) (counter >>> 24),
      (byte) (counter >>> 16),
      (byte) (counter >>> 8),
      (byte) counter
    };
    byte[] titleBytes = HexFormat.of().parseHex(title);
    byte[] nonce = Arrays.copyOf(titleBytes, 12);
    System.arraycopy(header, 1, nonce, 8, 4);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(encryption, "AES"), new GCMParameterSpec(96, nonce));
    cipher.updateAAD(header, 0, 1);
    cipher.updateAAD(authentication);
    byte[] sealed = cipher.doFinal(plaintext);
    int kept = (control & 0x10) != 0 ? sealed.length : sealed.length - 12;
    int content = header.length + kept;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xDB);
    out.write(8);
    out.writeBytes(titleBytes);
    out.writeBytes(
        length != null ? length : new byte[] {(byte) 0x82, (byte) (content >> 8), (byte) content});
    out.writeBytes(header);
    out.write(sealed, 0, kept);
    return out.toByteArray();
  }
}
