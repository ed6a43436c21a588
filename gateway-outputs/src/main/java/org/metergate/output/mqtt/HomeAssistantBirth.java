// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import org.metergate.spi.time.TimeSource;

/** When Home Assistant was last born, until it has been given the states. One thread. */
final class HomeAssistantBirth {
  /** Home Assistant needs a moment after its birth until it listens to the states of devices. */
  private static final Duration INFANCY = Duration.ofSeconds(5);

  private final TimeSource time;
  private long at;
  private boolean waits;

  HomeAssistantBirth(TimeSource time) {
    this.time = time;
  }

  /** It was just born. */
  void happened() {
    waits = true;
    at = time.nanos();
  }

  /** Whether it waits for the states, and listens by now. */
  boolean wantsStates() {
    return waits && time.nanos() - at >= INFANCY.toNanos();
  }

  /** It was given them. */
  void hasStates() {
    waits = false;
  }
}
