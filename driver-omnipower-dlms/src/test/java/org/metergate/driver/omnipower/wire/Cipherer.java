// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts messages as a meter with these keys does. */
public final class Cipherer {
  public static final String EK = "8D2F0C6B51E79A3400F1C2B3A4958677";
  public static final String AK = "17263544536271809FAEBDCCDBEAF908";

  /** KAM, E, serial number 12345678. */
  public static final String TITLE = "4B414D4500BC614E";

  public String title = TITLE;
  public int control = 0x30;
  private final String encryption;
  private final String authentication;

  public Cipherer() {
    this(EK, AK);
  }

  public Cipherer(String encryption, String authentication) {
    this.encryption = encryption;
    this.authentication = authentication;
  }

  public static Map<String, String> keys() {
    return Map.of("encryption-key", EK, "authentication-key", AK);
  }

  public Cipherer title(String digits) {
    title = digits;
    return this;
  }

  public Cipherer control(int securityControl) {
    control = securityControl;
    return this;
  }

  /** An encrypted message in an HDLC frame: client 32, server 1. */
  public byte[] frame(long counter, byte[] message) {
    return Line.frame("410313", Line.join(Line.hex("E6E700"), seal(counter, message)), false);
  }

  public byte[] seal(long counter, byte[] message) {
    String head = String.format("%02X%08X", control, counter);
    byte[] nonce = Line.hex(title + head.substring(2));
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec key = new SecretKeySpec(Line.hex(encryption), "AES");
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(96, nonce));
      cipher.updateAAD(Line.hex(head.substring(0, 2) + authentication));
      byte[] sealed = cipher.doFinal(message);
      int kept = (control & 0x10) == 0 ? sealed.length - 12 : sealed.length;
      String length = String.format("82%04X", kept + 5);
      return Line.join(Line.hex("DB08" + title + length + head), Arrays.copyOf(sealed, kept));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
