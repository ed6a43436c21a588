// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.Map;
import org.metergate.driver.mbus.emulator.MbusEmulatorProvider;
import org.metergate.kit.BusContract;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.time.TimeSource;

/** Sixty meters on one bus, of five kinds. */
class MbusBusContractTest extends BusContract {
  private static final String[] MODELS = {"603", "403", "303", "flowiq2101", "382"};

  @Override
  protected DriverProvider provider() {
    return new MbusDriverProvider();
  }

  @Override
  protected EmulatedMeter meter(int index, TimeSource time) throws OptionException {
    MbusEmulatorProvider emulator = new MbusEmulatorProvider();
    Map<String, String> options =
        Map.of(
            "first-address",
            String.valueOf(index),
            "number",
            identifier(index),
            "model",
            MODELS[index % MODELS.length]);
    return emulator.create(Options.of(emulator.info().options(), options), time);
  }

  @Override
  protected Map<String, String> options(int index) {
    return Map.of("address", String.valueOf(index), "interval", "1h");
  }

  @Override
  protected String identifier(int index) {
    return String.valueOf(72_000_000 + index);
  }
}
