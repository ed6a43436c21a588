// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.util.List;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;

/** Offers the driver under the id {@code pulse-gpio}. */
public final class PulseDriverProvider implements DriverProvider {
  private static final DriverInfo INFO =
      new DriverInfo(
          "pulse-gpio",
          "Pulse output: S0, open collector or reed, of any meter",
          DriverInfo.SPI_LEVEL,
          DriverInfo.MetersPerLink.ONE,
          PulseSpecs.SPECS,
          PulseFindings.MESSAGES,
          DriverInfo.Needs.EDGES);

  /** Called by {@code ServiceLoader}. */
  public PulseDriverProvider() {}

  @Override
  public DriverInfo info() {
    return INFO;
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) throws OptionException {
    MeterOptions meter = MeterOptions.only(meters);
    return new PulseDriver(meter.name(), PulseOptions.of(meter.options()));
  }
}
