// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.List;
import org.metergate.kit.DriverContract;
import org.metergate.spi.driver.DriverProvider;

class MbusDriverContractTest extends DriverContract {
  @Override
  protected DriverProvider provider() {
    return new MbusDriverProvider();
  }

  @Override
  protected List<Class<?>> findings() {
    return List.of(MbusFindings.class, InfoCodes.class);
  }
}
