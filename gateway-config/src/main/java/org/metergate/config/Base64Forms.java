// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The digits by which bytes are recognised in a Base64 text of which they are only a part. */
final class Base64Forms {
  private Base64Forms() {}

  /**
   * Returns the digits for each of the three places at which the bytes can begin in a group of
   * three, without those that also depend on their neighbours.
   *
   * @return at least five digits each, in the standard alphabet.
   */
  static List<String> of(byte[] bytes) {
    List<String> forms = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      int from = (before * 8 + 5) / 6; // the first digit that contains no bit of what is before
      int to = shifted.length * 8 / 6; // the last incomplete digit depends on what follows
      if (to - from >= 5) {
        forms.add(digits.substring(from, to));
      }
    }
    return forms;
  }

  /** Returns whether this is a digit of either alphabet, or padding. */
  static boolean isDigit(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "+/-_=".indexOf(c) >= 0);
  }
}
