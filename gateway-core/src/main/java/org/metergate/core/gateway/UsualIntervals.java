// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;

/**
 * How often each meter sends, for the outputs. It is asked while outputs run and meters come and
 * go, so it changes under them. Any thread.
 */
public final class UsualIntervals {
  private volatile Map<String, Duration> byMeter = Map.of();

  /** Takes over what runs from now on; a driver that cannot say is as one that says nothing. */
  void take(List<PlannedLink> links) {
    Map<String, Duration> now = new LinkedHashMap<>();
    for (PlannedLink link : links) {
      try {
        Duration usual = link.driver().usualInterval();
        link.meters().forEach(meter -> now.put(meter, usual));
      } catch (RuntimeException | LinkageError e) {
        System.getLogger("metergate")
            .log(System.Logger.Level.WARNING, link.driverId() + " does not say how often it reads");
      }
    }
    byMeter = now;
  }

  /**
   * Names the meters.
   *
   * @return as they are configured now, link by link.
   */
  public List<String> meters() {
    return List.copyOf(byMeter.keySet());
  }

  /**
   * Returns how often a meter sends.
   *
   * @param meter its configured name.
   * @return the interval; null for a meter that is not configured any more.
   */
  public Duration of(String meter) {
    return byMeter.get(meter);
  }
}
