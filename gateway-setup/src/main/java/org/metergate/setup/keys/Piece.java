// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

/**
 * A word of a text, of which at least a part may be digits of a key.
 *
 * @param from index of its first digit in the prepared text; behind {@code 0x} and the like.
 * @param to index behind its last digit.
 * @param digits as {@link Characters#digit} reads them, {@link DamagedKey#UNREADABLE} where a
 *     character is none; null for a word that is no part of a key.
 */
record Piece(int from, int to, String digits) {

  int length() {
    return to - from;
  }

  boolean isWhole() {
    return digits.indexOf(DamagedKey.UNREADABLE) < 0;
  }
}
