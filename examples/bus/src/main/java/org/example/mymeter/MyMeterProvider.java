// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.dialogue.Polling;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.time.TimeSource;

/** Provides the driver {@code mymeter}, and finds the meters of a line. */
public final class MyMeterProvider implements DriverProvider, Scan {
  private static final DriverInfo INFO =
      new DriverInfo(
          "mymeter",
          "Meters that answer a question with one line",
          1,
          DriverInfo.MetersPerLink.MANY,
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
    Map<String, String> addresses = new LinkedHashMap<>();
    Map<String, Duration> intervals = new LinkedHashMap<>();
    for (MeterOptions meter : meters) {
      String address = meter.options().text("address").orElseThrow();
      Duration interval = meter.options().duration("interval").orElseThrow();
      if (!address.matches("0|[1-9]\\d{0,2}")) {
        throw new OptionException("address", "The address must be a number from 0 to 999.");
      }
      if (addresses.containsValue(address)) {
        throw new OptionException("address", "Two meters on one line need different addresses.");
      }
      if (interval.toSeconds() < 1) {
        throw new OptionException("interval", "The interval must be 1s or longer.");
      }
      addresses.put(meter.name(), address);
      intervals.put(meter.name(), interval);
    }
    Duration longest = Collections.max(intervals.values());
    return new MyMeterDriver(addresses, longest, new Polling(intervals));
  }

  @Override
  public LineSettings settings() {
    return MyMeterDriver.LINE;
  }

  @Override
  public void scan(ByteLink link, TimeSource time, Found found)
      throws LinkLostException, InterruptedException {
    AddressSearch.run(link, time, found);
  }
}
