// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.time.Duration;

/** Something that the running gateway does when it is asked over {@code control.sock}. */
public interface ControlCommand {
  /** The usual bound of {@link #longest}. */
  Duration USUAL = Duration.ofSeconds(10);

  /**
   * Names it.
   *
   * @return a word with dashes, the same as on the command line.
   */
  String name();

  /**
   * Says how long it may take. Then its thread is interrupted, and who asked is told so.
   *
   * @return at most {@link ControlClient#LONGEST}.
   */
  default Duration longest() {
    return USUAL;
  }

  /**
   * Does it. Called on the thread of the conversation, by several at the same time.
   *
   * @param request its arguments, checked by nobody yet.
   * @return what to tell.
   * @throws ControlRefusal with a sentence, where it cannot be done.
   * @throws InterruptedException when it took too long or the gateway stops.
   */
  ControlAnswer run(ControlRequest request) throws ControlRefusal, InterruptedException;
}
