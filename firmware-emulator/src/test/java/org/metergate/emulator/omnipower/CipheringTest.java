// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.emulator.cipher.Ciphering;
import org.metergate.emulator.cipher.KeyPair;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.option.Options;

class CipheringTest {
  private static final String ENCRYPTION = "000102030405060708090A0B0C0D0E0F";
  private static final String AUTHENTICATION = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";
  private static final String TITLE = "4D4D4D0000BC614E";
  private static final String REQUEST = "C0010000080000010000FF0200";

  /** Keys, title, counter, APDU, ciphertext and tag: the DLMS Green Book's own example. */
  @Test
  void ciphersTheExampleOfTheGreenBook() throws MalformedException {
    assertEquals(
        "DB08"
            + TITLE
            + "82001E" // 30 bytes: 5 + 13 + 12
            + "30"
            + "01234567"
            + "411312FF935A47566827C467BC"
            + "7D825C3BE4A77C3FCC056B6B",
        seal(ENCRYPTION, AUTHENTICATION, 0x01234567));
  }

  @Test
  void makesAnotherTextWithEachCounterAndAnotherTagWithEachAuthenticationKey()
      throws MalformedException {
    String first = seal(ENCRYPTION, AUTHENTICATION, 1);
    assertNotEquals(first.substring(36), seal(ENCRYPTION, AUTHENTICATION, 2).substring(36));
    String other = seal(ENCRYPTION, ENCRYPTION, 1);
    int tag = first.length() - 24;
    assertEquals(first.substring(0, tag), other.substring(0, tag));
    assertNotEquals(first.substring(tag), other.substring(tag));
  }

  @Test
  void makesKeysFromTheSeedThatNobodyPrints() throws Exception {
    Options none = Options.of(OmnipowerSettings.OPTIONS, Map.of());
    KeyPair keys = KeyPair.of(none, 7);
    String key = keys.encryptionKey().reveal();
    assertEquals(32, key.length());
    assertEquals(key, KeyPair.fromSeed(7, 0).encryptionKey().reveal());
    assertNotEquals(key, KeyPair.fromSeed(8, 0).encryptionKey().reveal());
    assertNotEquals(key, KeyPair.fromSeed(7, 1).encryptionKey().reveal(), "renewed");
    assertNotEquals(key, keys.authenticationKey().reveal());
    assertEquals(key, keys.swapped().authenticationKey().reveal());
    assertFalse(keys.toString().contains(key));
    assertFalse(OmnipowerSettings.of(none).toString().contains(key));
  }

  private static String seal(String encryption, String authentication, int counter)
      throws MalformedException {
    Ciphering ciphering =
        new Ciphering(Hex.parse(TITLE), Hex.parse(encryption), Hex.parse(authentication));
    return Hex.of(ciphering.seal(Hex.parse(REQUEST), counter));
  }
}
