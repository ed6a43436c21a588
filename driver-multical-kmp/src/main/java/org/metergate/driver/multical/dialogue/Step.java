// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.dialogue;

import org.metergate.driver.multical.frame.KmpFrame;

/** What a dialogue requires next. */
public sealed interface Step {

  /**
   * Bytes must be sent, all in one write.
   *
   * @param bytes a whole frame.
   * @param untilNanos then wait for bytes until this time.
   */
  record Send(byte[] bytes, long untilNanos) implements Step {}

  /**
   * Wait for bytes.
   *
   * @param untilNanos when the dialogue must be informed that none arrived.
   */
  record Wait(long untilNanos) implements Step {}

  /**
   * The answer arrived.
   *
   * @param answer to the request.
   */
  record Done(KmpFrame answer) implements Step {}

  /** Nothing more is expected; what was received is in {@link Dialogue#lineTraffic()}. */
  record Failed() implements Step {}
}
