// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import org.metergate.spi.option.Options;

/**
 * One configured meter as its driver sees it.
 *
 * @param name the name in the configuration.
 * @param options checked against the driver's description.
 */
public record MeterOptions(String name, Options options) {

  /**
   * Takes the meter of a link that has room for one, {@link DriverInfo.MetersPerLink#ONE}.
   *
   * @param meters as {@link DriverProvider#create} gets them.
   * @return the only one.
   * @throws IllegalArgumentException when there are several or none, a mistake in the caller.
   */
  public static MeterOptions only(List<MeterOptions> meters) {
    if (meters.size() != 1) {
      throw new IllegalArgumentException("one meter owns the link, not " + meters.size());
    }
    return meters.get(0);
  }
}
