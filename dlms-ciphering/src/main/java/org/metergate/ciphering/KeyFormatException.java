// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

/** A text is no key. The message is a sentence for people and shows no digit of the key. */
public final class KeyFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyFormatException(String sentence) {
    super(sentence);
  }
}
