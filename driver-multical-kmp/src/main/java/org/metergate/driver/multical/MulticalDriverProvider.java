// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.discovery.ValueQuestion;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;

/**
 * Offers the driver under the id {@code multical-kmp}. All meters use the same address, so each
 * needs a line of its own.
 */
public final class MulticalDriverProvider implements DriverProvider, Recognition, ValueQuestion {
  private static final DriverInfo INFO =
      new DriverInfo(
          "multical-kmp",
          "Kamstrup MULTICAL and 382, optical head or data cable (KMP)",
          DriverInfo.SPI_LEVEL,
          DriverInfo.MetersPerLink.ONE,
          MulticalOptions.SPECS,
          MulticalFindings.MESSAGES);

  /** Called by {@code ServiceLoader}. */
  public MulticalDriverProvider() {}

  @Override
  public DriverInfo info() {
    return INFO;
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) throws OptionException {
    MeterOptions meter = MeterOptions.only(meters);
    return new MulticalDriver(meter.name(), MulticalOptions.of(meter.options()));
  }

  @Override
  public List<Trial> trials() {
    return MulticalRecognition.trials();
  }

  @Override
  public Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
    return MulticalRecognition.recognise(trial, arrivals);
  }

  @Override
  public Trial valueTrial(Trial recognised) {
    return MulticalRecognition.valueTrial(recognised);
  }

  @Override
  public boolean showsValues(Trial trial, List<Arrival> arrivals) {
    return MulticalRecognition.showsValues(arrivals);
  }
}
