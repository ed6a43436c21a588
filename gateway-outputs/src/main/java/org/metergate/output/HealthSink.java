// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

/** An output that can also show the health of the gateway. Any thread; returns at once. */
public interface HealthSink {

  /**
   * Shows the health of the whole gateway in place of what was shown before.
   *
   * @param json the document of health, one object, the same as that of {@code /health}.
   */
  void publishHealth(String json);

  /**
   * Shows whether a meter is online.
   *
   * @param meter the configured name.
   * @param online whether its newest reading is current and its chain has no fault.
   */
  void publishAvailability(String meter, boolean online);
}
