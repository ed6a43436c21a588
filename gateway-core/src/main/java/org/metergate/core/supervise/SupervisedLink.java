// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.Map;
import java.util.TreeMap;
import org.metergate.core.health.MeterChain;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;

/**
 * A link with its driver and the accounts of its meters.
 *
 * @param uri what is opened.
 * @param provider opens it.
 * @param driverId for messages.
 * @param driver owns all meters of the link.
 * @param chains of these meters, by configured name.
 */
public record SupervisedLink(
    LinkUri uri,
    LinkProvider provider,
    String driverId,
    MeterDriver driver,
    Map<String, MeterChain> chains) {
  /** Copies the map. */
  public SupervisedLink {
    chains = java.util.Collections.unmodifiableMap(new TreeMap<>(chains));
  }
}
