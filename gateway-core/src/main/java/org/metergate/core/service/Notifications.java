// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import java.util.Optional;

/** A way to the service manager. Any thread. */
@FunctionalInterface
interface Notifications {
  /**
   * Sends assignments such as {@code READY=1}, all in one message, and waits some seconds at most.
   *
   * @param assignments without line breaks.
   * @return why they could not be sent; nothing if they were.
   */
  Optional<String> send(String... assignments);
}
