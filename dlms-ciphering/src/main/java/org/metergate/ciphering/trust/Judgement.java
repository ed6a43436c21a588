// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

/** Whether a received message is read. */
public sealed interface Judgement permits Judgement.Admitted, Judgement.Refused {

  /**
   * The message is read.
   *
   * @param bytes contains the plain message.
   * @param offset of its first byte.
   * @param length in bytes.
   * @param identifier of the sender; empty where only the content has it.
   */
  record Admitted(byte[] bytes, int offset, int length, String identifier) implements Judgement {}

  /** The message is not read. */
  enum Refused implements Judgement {
    /** It repeats an earlier one or is older, so that it need not be kept. */
    NOTHING_NEW,
    /** It could not be decrypted or is not trusted: with other keys it may be read. */
    NOT_READABLE
  }
}
