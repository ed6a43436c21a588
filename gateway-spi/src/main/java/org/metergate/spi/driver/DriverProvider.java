// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import org.metergate.spi.option.OptionException;

/** Found by {@code ServiceLoader}. The constructor does nothing; no hardware is touched. */
public interface DriverProvider {

  /**
   * Describes the driver.
   *
   * @return always the same.
   */
  DriverInfo info();

  /**
   * Makes a driver for the meters of one link.
   *
   * @param meters one, or several where {@link DriverInfo#meters()} says so.
   * @return a driver that has touched nothing yet.
   * @throws OptionException naming the option that is missing or wrong.
   */
  MeterDriver create(List<MeterOptions> meters) throws OptionException;
}
