// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

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

/** Offers the driver under the id {@code p1-dtr}. */
public final class P1DriverProvider implements DriverProvider, Recognition {
  private static final DriverInfo INFO =
      new DriverInfo(
          "p1-dtr",
          "P1 port with its request line (DSMR, ESMR, e-MUCS, H1)",
          DriverInfo.SPI_LEVEL,
          DriverInfo.MetersPerLink.ONE,
          P1Options.SPECS,
          P1Findings.MESSAGES);

  /** Called by {@code ServiceLoader}. */
  public P1DriverProvider() {}

  @Override
  public DriverInfo info() {
    return INFO;
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) throws OptionException {
    MeterOptions meter = MeterOptions.only(meters);
    return new P1Driver(meter.name(), P1Options.of(meter.options()));
  }

  @Override
  public List<Trial> trials() {
    return TelegramRecognition.TRIALS;
  }

  /** {@inheritDoc} The bytes alone decide, whatever the trial. */
  @Override
  public Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
    return TelegramRecognition.in(arrivals);
  }
}
