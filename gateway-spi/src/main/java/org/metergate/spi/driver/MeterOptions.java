// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import org.metergate.spi.option.Options;

/**
 * One configured meter as its driver sees it.
 *
 * @param name the name in the configuration.
 * @param options its options, checked against {@link DriverInfo#options()}.
 */
public record MeterOptions(String name, Options options) {

  /**
   * Returns the only meter of a link that carries one, {@link DriverInfo.MetersPerLink#ONE}.
   *
   * @param meters the parameter of {@link DriverProvider#create}.
   * @return the only meter.
   * @throws IllegalArgumentException if there are several or none, which is a bug in the caller.
   */
  public static MeterOptions only(List<MeterOptions> meters) {
    if (meters.size() != 1) {
      throw new IllegalArgumentException("one meter owns the link, not " + meters.size());
    }
    return meters.get(0);
  }
}
