// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

/** Texts that a device says about itself. */
final class SysfsText {
  private static final int LONGEST = 126; // of a USB string descriptor

  private SysfsText() {}

  /** Returns the text as it may be shown: no control characters, at most 126 characters. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{C}", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}
