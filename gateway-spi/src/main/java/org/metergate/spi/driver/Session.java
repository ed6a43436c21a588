// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.Optional;
import org.metergate.spi.time.TimeSource;

/**
 * All that a driver can reach while its link is open: the sessions of its meters, and the only
 * clock. Used on the thread of the link.
 */
public interface Session extends TimeSource {

  /**
   * Returns the session of a meter.
   *
   * @param name the configured name of a meter of this link.
   * @return where its readings and findings go; the same object at each call.
   * @throws IllegalArgumentException if the link has no such meter, which is a bug in the driver.
   */
  MeterSession meter(String name);

  /**
   * Takes the next request for records of a meter's own logger. A driver that can read loggers
   * ({@link MeterDriver#historySteps}) calls this while it waits for its next reading.
   *
   * @return the oldest request that was not taken yet, each one once; usually empty.
   */
  default Optional<HistoryRequest> historyRequest() {
    return Optional.empty();
  }
}
