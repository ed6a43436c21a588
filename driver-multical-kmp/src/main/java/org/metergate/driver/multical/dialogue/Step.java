// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.dialogue;

import org.metergate.driver.multical.frame.KmpFrame;

/** What a dialogue wants next. */
public sealed interface Step {

  /**
   * Bytes are to be sent, all in one write.
   *
   * @param bytes a whole frame.
   * @param untilNanos then bytes are waited for, until this time.
   */
  record Send(byte[] bytes, long untilNanos) implements Step {}

  /**
   * Bytes are waited for.
   *
   * @param untilNanos when the dialogue wants to hear that none came.
   */
  record Wait(long untilNanos) implements Step {}

  /**
   * The answer is there.
   *
   * @param answer speaks of what was asked.
   */
  record Done(KmpFrame answer) implements Step {}

  /** Nothing more is to be expected; what was heard stands in the dialogue's evidence. */
  record Failed() implements Step {}
}
