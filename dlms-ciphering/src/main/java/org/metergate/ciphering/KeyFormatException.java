// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

/** A text is not a key. The message is a sentence for the user and shows no digit of the key. */
public final class KeyFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyFormatException(String sentence) {
    super(sentence);
  }
}
