// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;

/** Offers the driver under the id {@code omnipower-dlms}. */
public final class OmnipowerDriverProvider implements DriverProvider, Recognition {
  private static final DriverInfo INFO =
      new DriverInfo(
          "omnipower-dlms",
          "Kamstrup OMNIPOWER, HAN port (DLMS push)",
          DriverInfo.SPI_LEVEL,
          DriverInfo.MetersPerLink.ONE,
          OmnipowerOptions.SPECS,
          OmnipowerFindings.MESSAGES);

  /** Called by {@code ServiceLoader}. */
  public OmnipowerDriverProvider() {}

  @Override
  public DriverInfo info() {
    return INFO;
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) throws OptionException {
    MeterOptions meter = MeterOptions.only(meters);
    return new OmnipowerDriver(meter.name(), OmnipowerOptions.of(meter.options()));
  }

  @Override
  public List<Trial> trials() {
    return PushRecognition.TRIALS;
  }

  /** {@inheritDoc} The bytes alone decide, whatever the trial. */
  @Override
  public Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
    return PushRecognition.in(arrivals);
  }
}
