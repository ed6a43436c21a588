// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import java.util.Map;
import org.metergate.kit.BusContract;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.time.TimeSource;

/** Checks that sixty meters on one line are read, one of which never answers. */
class MyMeterBusTest extends BusContract {
  @Override
  protected DriverProvider provider() {
    return new MyMeterProvider();
  }

  @Override
  protected EmulatedMeter meter(int index, TimeSource time) throws OptionException {
    MyMeterEmulatorProvider emulator = new MyMeterEmulatorProvider();
    Map<String, String> options = Map.of("address", identifier(index));
    return emulator.create(Options.of(emulator.info().options(), options), time);
  }

  @Override
  protected Map<String, String> options(int index) {
    return Map.of("address", identifier(index), "interval", "5min");
  }

  @Override
  protected String identifier(int index) {
    return "" + (100 + index);
  }
}
