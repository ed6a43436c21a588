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
 * A link with what makes its driver and the accounts of its meters.
 *
 * @param uri what is opened.
 * @param provider opens it.
 * @param driverId for messages.
 * @param again makes the driver that owns all meters of the link: at the start, and in place of one
 *     that took too much memory.
 * @param chains of these meters, by configured name.
 * @param raw takes the raw bytes of the link.
 */
public record LinkSpec(
    LinkUri uri,
    LinkProvider provider,
    String driverId,
    Supplier<MeterDriver> again,
    Map<String, MeterChain> chains,
    RawListener raw) {
  /** Copies the map. */
  public LinkSpec {
    chains = Collections.unmodifiableMap(new TreeMap<>(chains));
  }

  /**
   * A link whose driver is there and cannot be made a second time, and whose raw bytes no one
   * wants.
   *
   * @param uri what is opened.
   * @param provider opens it.
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
