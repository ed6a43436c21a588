// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import java.util.List;
import java.util.Map;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorInfo;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/** Provides the emulated bus {@code mymeter}. */
public final class MyMeterEmulatorProvider implements ByteEmulatorProvider {
  private static final EmulatorInfo INFO =
      new EmulatorInfo(
          "mymeter",
          "Meters that answer a question with one line",
          "mymeter",
          List.of(
              OptionSpec.standard(
                  "address", OptionSpec.Type.INTEGER, "1", "The address of the first meter."),
              OptionSpec.standard(
                  "meters", OptionSpec.Type.INTEGER, "1", "How many meters are on the line.")));

  /** Called by {@code ServiceLoader}. */
  public MyMeterEmulatorProvider() {}

  @Override
  public EmulatorInfo info() {
    return INFO;
  }

  @Override
  public EmulatedMeter create(Options options, TimeSource time) throws OptionException {
    long address = options.integer("address").orElseThrow();
    long meters = options.integer("meters").orElseThrow();
    if (address < 0 || address > 999) {
      throw new OptionException("address", "The address must be a number from 0 to 999.");
    }
    if (meters < 1 || meters > 1000 - address) {
      throw new OptionException("meters", "The addresses from the first one on end at 999.");
    }
    return new EmulatedBus((int) address, (int) meters, time.nanos());
  }

  @Override
  public Map<String, Secret> driverOptions(Options options) {
    return Map.of("address", new Secret("" + options.integer("address").orElseThrow()));
  }
}
