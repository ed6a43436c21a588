// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.util.List;
import org.metergate.kit.DriverContract;
import org.metergate.spi.driver.DriverProvider;

/** Checks that the driver fulfils the contract of a driver. */
class Iec62056DriverTest extends DriverContract {
  @Override
  protected DriverProvider provider() {
    return new Iec62056DriverProvider();
  }

  @Override
  protected List<Class<?>> findings() {
    return List.of(Iec62056Findings.class);
  }
}
