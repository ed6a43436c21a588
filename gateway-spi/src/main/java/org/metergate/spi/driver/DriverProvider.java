// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import org.metergate.spi.option.OptionException;

/**
 * Describes a driver and creates instances of it. Found by {@code ServiceLoader}, so the class is
 * public and has a public constructor without parameters; the constructor does nothing and touches
 * no hardware.
 */
public interface DriverProvider {

  /**
   * Returns the description of the driver.
   *
   * @return the same value at each call.
   */
  DriverInfo info();

  /**
   * Creates a driver for the meters of one link. It must return within four seconds.
   *
   * @param meters the one meter of the link, or all of them if {@link DriverInfo#meters()} is
   *     {@code MANY}.
   * @return a driver that has not touched any hardware yet.
   * @throws OptionException that names the option that is missing or wrong.
   */
  MeterDriver create(List<MeterOptions> meters) throws OptionException;
}
