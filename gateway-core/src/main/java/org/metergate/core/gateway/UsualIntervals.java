// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.health.MeterHealth;
import org.metergate.health.MeterPace;
import org.metergate.spi.driver.MeterDriver;

/**
 * How often each meter sends, for the outputs and the health. It changes while outputs use it,
 * since meters come and go. Any thread.
 */
public final class UsualIntervals {
  private volatile Map<String, MeterPace> byMeter = Map.of();

  /** Replaces the intervals by those of the given links; a driver that fails is left out. */
  void replace(List<PlannedLink> links) {
    Map<String, MeterPace> now = new LinkedHashMap<>();
    for (PlannedLink link : links) {
      try {
        MeterDriver driver = link.driver();
        for (String meter : link.meters()) {
          now.put(meter, MeterPace.of(driver.usualInterval(meter), driver.normalSilence(meter)));
        }
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
    MeterPace pace = byMeter.get(meter);
    return pace == null ? null : pace.usualInterval();
  }

  /** Adds to each meter how often it sends, so that its health knows when it is late. */
  List<MeterHealth> addTo(List<MeterHealth> meters) {
    Map<String, MeterPace> paces = byMeter;
    return meters.stream()
        .map(meter -> meter.withPace(Optional.ofNullable(paces.get(meter.meter()))))
        .toList();
  }
}
