// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.time.Duration;

/** A command that the running gateway executes on request over {@code control.sock}. */
public interface ControlCommand {
  /** The usual bound of {@link #timeout}. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Returns its name.
   *
   * @return in words with dashes, the same as on the command line.
   */
  String name();

  /**
   * Returns how long it may take. After that its thread is interrupted, and the client gets an
   * error.
   *
   * @return at most {@link ControlClient#MAX_TIMEOUT}.
   */
  default Duration timeout() {
    return DEFAULT_TIMEOUT;
  }

  /**
   * Executes it. Called on a thread of the control server, for several requests at the same time.
   *
   * @param request its arguments, not validated yet.
   * @return the answer for the client.
   * @throws ControlRefusal with a sentence, if it cannot be done.
   * @throws InterruptedException when it took too long or the gateway stops.
   */
  ControlAnswer run(ControlRequest request) throws ControlRefusal, InterruptedException;
}
