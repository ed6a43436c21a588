// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorInfo;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/** Creates emulated buses, {@code emulator:mbus?meters=60&model=mixed}. */
public final class MbusEmulatorProvider implements ByteEmulatorProvider {
  private static final EmulatorInfo INFO =
      new EmulatorInfo(
          "mbus", "A wired M-Bus with up to 250 meters of Kamstrup", "mbus", BusSettings.OPTIONS);

  /** Called by {@code ServiceLoader}. */
  public MbusEmulatorProvider() {}

  @Override
  public EmulatorInfo info() {
    return INFO;
  }

  @Override
  public EmulatedMeter create(Options options, TimeSource time) throws OptionException {
    return new EmulatedBus(BusSettings.of(options), time);
  }

  /** {@inheritDoc} They read the first meter of the bus. */
  @Override
  public Map<String, Secret> driverOptions(Options options) throws OptionException {
    BusSettings settings = BusSettings.of(options);
    Identity first = settings.identities().get(0);
    Map<String, Secret> driver = new LinkedHashMap<>();
    driver.put("address", new Secret(Integer.toString(first.address())));
    driver.put("interval", new Secret(first.model().interval()));
    if (settings.speed() != 2400) {
      driver.put("speed", new Secret(Integer.toString(settings.speed())));
    }
    return driver;
  }
}
