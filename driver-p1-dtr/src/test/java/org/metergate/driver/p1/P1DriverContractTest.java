// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.List;
import org.metergate.kit.DriverContract;
import org.metergate.spi.driver.DriverProvider;

class P1DriverContractTest extends DriverContract {
  @Override
  protected DriverProvider provider() {
    return new P1DriverProvider();
  }

  @Override
  protected List<Class<?>> findings() {
    return List.of(P1Findings.class);
  }
}
