// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.List;
import java.util.Optional;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.time.TimeSource;

/** Offers the driver under the id {@code mbus}. */
public final class MbusDriverProvider implements DriverProvider, Recognition, Scan {
  private static final DriverInfo INFO =
      new DriverInfo(
          "mbus",
          "Meters of any maker on a wired M-Bus (EN 13757)",
          DriverInfo.SPI_LEVEL,
          DriverInfo.MetersPerLink.MANY,
          MbusOptions.SPECS,
          MbusFindings.MESSAGES);

  /** Called by {@code ServiceLoader}. */
  public MbusDriverProvider() {}

  @Override
  public DriverInfo info() {
    return INFO;
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) throws OptionException {
    return new MbusDriver(MbusOptions.of(meters));
  }

  @Override
  public List<Trial> trials() {
    return MbusRecognition.trials();
  }

  @Override
  public Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
    return MbusRecognition.recognise(trial, arrivals);
  }

  @Override
  public LineSettings settings() {
    return MbusExchange.line(MbusOptions.USUAL_BAUD);
  }

  @Override
  public void scan(ByteLink link, TimeSource time, Found found)
      throws LinkLostException, InterruptedException {
    new MbusScan(link, time, found).run();
  }
}
