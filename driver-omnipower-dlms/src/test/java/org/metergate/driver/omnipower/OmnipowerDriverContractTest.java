// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.List;
import java.util.Map;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.kit.DriverContract;
import org.metergate.spi.driver.DriverProvider;

class OmnipowerDriverContractTest extends DriverContract {
  @Override
  protected DriverProvider provider() {
    return new OmnipowerDriverProvider();
  }

  @Override
  protected List<Class<?>> findings() {
    return List.of(OmnipowerFindings.class);
  }

  @Override
  protected Map<String, String> options() {
    return Cipherer.keys();
  }
}
