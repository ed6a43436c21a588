// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.util.List;
import java.util.Map;
import org.metergate.kit.DriverContract;
import org.metergate.spi.driver.DriverProvider;

class PulseDriverContractTest extends DriverContract {
  @Override
  protected DriverProvider provider() {
    return new PulseDriverProvider();
  }

  @Override
  protected List<Class<?>> findings() {
    return List.of(PulseFindings.class);
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("quantity", "energy_import", "pulses-per-unit", "1000");
  }
}
