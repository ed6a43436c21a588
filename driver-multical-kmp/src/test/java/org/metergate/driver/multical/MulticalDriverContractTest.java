// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.List;
import org.metergate.kit.DriverContract;
import org.metergate.spi.driver.DriverProvider;

class MulticalDriverContractTest extends DriverContract {
  @Override
  protected DriverProvider provider() {
    return new MulticalDriverProvider();
  }

  @Override
  protected List<Class<?>> findings() {
    return List.of(MulticalFindings.class, InfoCodes.class);
  }
}
