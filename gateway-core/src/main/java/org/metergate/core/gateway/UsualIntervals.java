// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;

/**
 * How often each meter sends, for the outputs. It changes while outputs use it, since meters come
 * and go. Any thread.
 */
public final class UsualIntervals {
  private volatile Map<String, Duration> byMeter = Map.of();

  /** Replaces the intervals by those of the given links; a driver that fails is left out. */
  void replace(List<PlannedLink> links) {
    Map<String, Duration> now = new LinkedHashMap<>();
    for (PlannedLink link : links) {
      try {
        Duration usual = link.driver().usualInterval();
        link.meters().forEach(meter -> now.put(meter, usual));
      } catch (RuntimeException | LinkageError e) {
        System.getLogger("metergate")
            .log(
                System.Logger.Level.WARNING,
                link.driverId() + " does not report how often it reads");
      }
    }
    byMeter = now;
  }

  /**
   * Returns the names of the meters.
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
