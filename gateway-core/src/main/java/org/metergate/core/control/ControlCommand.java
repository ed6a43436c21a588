// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.time.Duration;
import java.util.function.Consumer;

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

  /**
   * Executes it for a client that wants to see its progress and waits as long as it takes. Where a
   * sentence cannot be delivered, the client has gone, and the call ends with that error.
   *
   * @param request its arguments, not validated yet.
   * @param progress takes a sentence at most once a second; by default there is none.
   * @return the answer for the client.
   * @throws ControlRefusal with a sentence, if it cannot be done.
   * @throws InterruptedException when it took too long or the gateway stops.
   */
  default ControlAnswer run(ControlRequest request, Consumer<String> progress)
      throws ControlRefusal, InterruptedException {
    return run(request);
  }
}
