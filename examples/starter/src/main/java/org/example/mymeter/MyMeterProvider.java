// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.metergate.spi.dialogue.Polling;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;

/** Provides the driver {@code mymeter}. */
public final class MyMeterProvider implements DriverProvider {
  private static final DriverInfo INFO =
      new DriverInfo(
          "mymeter",
          "Meters that answer a question with one line",
          1,
          DriverInfo.MetersPerLink.ONE,
          List.of(
              OptionSpec.standard(
                  "address", OptionSpec.Type.TEXT, "1", "The address of the meter, 0 to 999."),
              OptionSpec.standard(
                  "interval", OptionSpec.Type.DURATION, "1min", "How often it is asked.")),
          "org.example.mymeter.messages");

  /** Called by {@code ServiceLoader}. */
  public MyMeterProvider() {}

  @Override
  public DriverInfo info() {
    return INFO;
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) throws OptionException {
    MeterOptions meter = MeterOptions.only(meters);
    String address = meter.options().text("address").orElseThrow();
    Duration interval = meter.options().duration("interval").orElseThrow();
    if (!address.matches("\\d{1,3}")) {
      throw new OptionException("address", "The address must be a number from 0 to 999.");
    }
    if (interval.toSeconds() < 1) {
      throw new OptionException("interval", "The interval must be 1s or longer.");
    }
    Polling polling = new Polling(Map.of(meter.name(), interval));
    return new MyMeterDriver(meter.name(), address, interval, polling);
  }
}
