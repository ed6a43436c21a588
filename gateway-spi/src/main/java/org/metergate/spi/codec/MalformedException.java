// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/** Bytes do not have the form that they should have; the message names the byte and the rule. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong; no stack trace is taken, since bad bytes may come thousands of times.
   *
   * @param sentence for a person who reads a trace of the bytes.
   */
  public MalformedException(String sentence) {
    super(sentence, null, false, false);
  }
}
