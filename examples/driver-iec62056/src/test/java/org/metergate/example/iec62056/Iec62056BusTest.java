// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.util.Map;
import org.metergate.example.iec62056.emulator.Iec62056EmulatorProvider;
import org.metergate.kit.BusContract;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.time.TimeSource;

/** Sixty meters on one line. */
class Iec62056BusTest extends BusContract {
  @Override
  protected DriverProvider provider() {
    return new Iec62056DriverProvider();
  }

  @Override
  protected EmulatedMeter meter(int index, TimeSource time) throws OptionException {
    Iec62056EmulatorProvider emulator = new Iec62056EmulatorProvider();
    Map<String, String> options = Map.of("address", "A" + index, "number", identifier(index));
    return emulator.create(Options.of(emulator.info().options(), options), time);
  }

  @Override
  protected Map<String, String> options(int index) {
    return Map.of("address", "A" + index, "interval", "15min");
  }

  @Override
  protected String identifier(int index) {
    return "7000" + index;
  }
}
