// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/** Bytes do not have the expected form; the message names the byte and the rule. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception without a stack trace, since bad bytes may come thousands of times.
   *
   * @param sentence what is wrong, for a person who reads a trace of the bytes.
   */
  public MalformedException(String sentence) {
    super(sentence, null, false, false);
  }
}
