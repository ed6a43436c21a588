// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.metergate.health.MeterChain;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;

/**
 * A link, the factory of its driver, and the chains of its meters.
 *
 * @param uri the address of the link.
 * @param provider opens the link.
 * @param driverId for messages.
 * @param driverFactory creates the driver that owns all meters of the link: at the start, and to
 *     replace one that took too much memory.
 * @param chains of these meters, by configured name.
 * @param raw takes the raw bytes of the link.
 */
public record LinkSpec(
    LinkUri uri,
    LinkProvider provider,
    String driverId,
    Supplier<MeterDriver> driverFactory,
    Map<String, MeterChain> chains,
    RawListener raw) {
  /** Copies the map. */
  public LinkSpec {
    chains = Collections.unmodifiableMap(new TreeMap<>(chains));
  }

  /**
   * A link whose driver already exists and cannot be created a second time, and whose raw bytes no
   * output wants.
   *
   * @param uri the address of the link.
   * @param provider opens the link.
   * @param driverId for messages.
   * @param driver owns all meters of the link.
   * @param chains of these meters, by configured name.
   */
  public LinkSpec(
      LinkUri uri,
      LinkProvider provider,
      String driverId,
      MeterDriver driver,
      Map<String, MeterChain> chains) {
    this(uri, provider, driverId, () -> driver, chains, RawListener.NONE);
  }
}
