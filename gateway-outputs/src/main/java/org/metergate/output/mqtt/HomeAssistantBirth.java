// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import org.metergate.spi.time.TimeSource;

/**
 * When Home Assistant sent its last birth message, until the states were sent to it. One thread.
 */
final class HomeAssistantBirth {
  /**
   * Home Assistant needs a moment after its birth message until it has subscribed to the states.
   */
  private static final Duration SUBSCRIBING = Duration.ofSeconds(5);

  private final TimeSource time;
  private long at;
  private boolean waits;

  HomeAssistantBirth(TimeSource time) {
    this.time = time;
  }

  /** Notes that the birth message has come. */
  void happened() {
    waits = true;
    at = time.nanos();
  }

  /** Returns whether Home Assistant needs the states, and has subscribed to them by now. */
  boolean wantsStates() {
    return waits && time.nanos() - at >= SUBSCRIBING.toNanos();
  }

  /** Notes that the states were sent. */
  void statesSent() {
    waits = false;
  }
}
