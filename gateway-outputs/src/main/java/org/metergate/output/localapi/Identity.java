// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * As what an output presents itself to its clients: by a number that says nothing of the machine
 * and of the meter, and stays the same for them.
 *
 * @param serial 12 hexadecimal digits in lower case, in the form of a hardware address that is
 *     nobody's (locally administered).
 */
record Identity(String serial) {
  /** What the clients take for a known kind of meter; others they refuse. */
  static final String PRODUCT_TYPE = "HWE-P1";

  static final String PRODUCT_NAME = "P1 Meter";

  /** The version from which on clients expect the fields that are served here. */
  static final String FIRMWARE = "5.18";

  private static final int BYTES = 6;
  private static final int LOCAL = 0x02;
  private static final int NOT_OURS = 0xFC;

  /**
   * Makes the number of an output.
   *
   * @param installation the random id of the installation.
   * @param output its configured name.
   */
  static Identity of(String installation, String output) {
    byte[] bytes = digest(installation + "/" + output);
    bytes[0] = (byte) (bytes[0] & NOT_OURS | LOCAL);
    return new Identity(HexFormat.of().formatHex(bytes, 0, BYTES));
  }

  /**
   * Returns a number for a meter whose own is not told.
   *
   * @param meter its name.
   * @return the same each time, 12 hexadecimal digits.
   */
  String pseudonym(String meter) {
    return HexFormat.of().formatHex(digest(serial + "/" + meter), 0, BYTES);
  }

  /** Returns the end of the number by which people tell devices apart. */
  String ending() {
    return serial.substring(BYTES).toUpperCase(Locale.ROOT);
  }

  /** Returns the number as it is printed on devices. */
  String upperCase() {
    return serial.toUpperCase(Locale.ROOT);
  }

  /** Returns the hexadecimal form of a text, in which clients get numbers of meters. */
  static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
